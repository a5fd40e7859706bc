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
        cities = cities_of(user)
        return self if cities is None else self.filter(partner__city__in=cities)


def cities_of(user: "User") -> list[int] | None:
    """Whose late uses an official sees; None: those of every city."""
    return None if any(user.has_role(role) for role in EVERYWHERE) else user.places_as(Role.CITY_OFFICER)
