"""Which services does a holder find honoured, and which looks at cards does an official see?"""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from accounts.organisations.enums import Role

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Check, PartnerService  # noqa: F401 - named in strings below

SANDBOX = "sandbox"
EVERYWHERE = (Role.PROVINCE_OFFICER, Role.AUDITOR)


class HonouredServices(QuerySet["PartnerService"]):
    """Those of open places; the sandbox of programmers is no place."""

    def open(self) -> "HonouredServices":
        """Neither the partner nor the service there is switched off."""
        return self.filter(is_active=True, partner__is_active=True)

    def for_holders(self) -> "HonouredServices":
        return self.open().exclude(partner__slug=SANDBOX)


class Checks(QuerySet["Check"]):
    def of_office(self, user: "User") -> "Checks":
        """All for the province and the auditor, else those at partners in the city."""
        if any(user.has_role(role) for role in EVERYWHERE):
            return self
        return self.filter(city__in=user.places_as(Role.CITY_OFFICER))
