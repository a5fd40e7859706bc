"""Which services does a holder find honoured? Those of open places; the sandbox of programmers is no place."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

if TYPE_CHECKING:
    from .models import PartnerService  # noqa: F401 - named in a string below

SANDBOX = "sandbox"


class HonouredServices(QuerySet["PartnerService"]):
    def open(self) -> "HonouredServices":
        """Neither the partner nor the service there is switched off."""
        return self.filter(is_active=True, partner__is_active=True)

    def for_holders(self) -> "HonouredServices":
        return self.open().exclude(partner__slug=SANDBOX)
