"""Which acknowledgements still count, and which rows does whoever shows a service at a partner need?"""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import Membership
from accounts.organisations.enums import Role

from ..catalogue.models import Entitlement
from ..partners.models import PartnerService

if TYPE_CHECKING:
    from .drills import Drill  # noqa: F401 - named in a string below
    from .reading import Acknowledgement  # noqa: F401 - likewise


class Acknowledgements(QuerySet["Acknowledgement"]):
    def by_staff_still_there(self) -> "Acknowledgements":
        """Whoever has left, or whose account is closed, takes the knowledge along."""
        staff = Membership.objects.filter(
            user=OuterRef("staff"), role=Role.DESK_STAFF, partner=OuterRef("window__partner")
        )
        return self.filter(Exists(staff), staff__is_active=True)


class Drills(QuerySet["Drill"]):
    def passed(self) -> "Drills":
        """Those answered as they should be."""
        served, refused = Q(is_eligible=True, answer__outcome="served"), Q(is_eligible=False, answer__outcome="refused")
        return self.filter(served | refused)


def honoured() -> QuerySet[PartnerService, PartnerService]:
    """What open partners honour, with all that a version is made of: two statements for a list of any length."""
    return with_wording(PartnerService.objects.open())


def with_wording(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    gets = Entitlement.objects.select_related("tier").order_by("tier__rank")
    rows = rows.select_related("partner__city", "service")
    return rows.prefetch_related(Prefetch("service__entitlements", gets))
