"""Which of the uses that were delivered later does an official see?"""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accounts.organisations.enums import Role

if TYPE_CHECKING:
    from accounts.models import User

    from .models import LateUse  # noqa: F401 - named in a string below

EVERYWHERE = (Role.PROVINCE_OFFICER, Role.AUDITOR)


class LateUses(QuerySet["LateUse"]):
    def in_conflict(self) -> "LateUses":
        """Given at the counter, and not counted."""
        return self.exclude(conflict="")

    def of_office(self, user: "User") -> "LateUses":
        """All for the province and the auditor, else those of partners in the city."""
        if any(user.has_role(role) for role in EVERYWHERE):
            return self
        return self.filter(partner__city__in=user.places_as(Role.CITY_OFFICER))
