"""Which acknowledgements still count, and which rows does whoever shows a service at a partner need?"""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import Membership
from accounts.organisations.enums import Role

from ..catalogue.models import Entitlement
from ..partners.models import PartnerService

if TYPE_CHECKING:
    from .reading import Acknowledgement  # noqa: F401 - named in a string below


class Acknowledgements(QuerySet["Acknowledgement"]):
    def by_staff_still_there(self) -> "Acknowledgements":
        """Whoever has left, or whose account is closed, takes the knowledge along."""
        staff = Membership.objects.filter(
            user=OuterRef("staff"), role=Role.DESK_STAFF, partner=OuterRef("window__partner")
        )
        return self.filter(Exists(staff), staff__is_active=True)


def honoured() -> QuerySet[PartnerService, PartnerService]:
    """What open partners honour, with all that a version is made of: two statements for a list of any length."""
    return with_wording(PartnerService.objects.filter(is_active=True, partner__is_active=True))


def with_wording(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    gets = Entitlement.objects.select_related("tier").order_by("tier__rank")
    rows = rows.select_related("partner__city", "service")
    return rows.prefetch_related(Prefetch("service__entitlements", gets))
