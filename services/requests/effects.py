"""What else happens when a request takes a step; called by the engine inside its transaction."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from ..subsidies.actions import plan
from ..webhooks import events
from .enums import RequestStatus
from .rules import HOME_SUBSIDY, SCHOOL_PLACE

if TYPE_CHECKING:
    from accounts.models import User

    from .models import ServiceRequest


def submitted(request: "ServiceRequest", *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """The partner asked may hear of it by its system."""
    events.request_submitted(request)


def returned(request: "ServiceRequest", *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """The partner's system hears what its desk has done."""
    events.request_decided(request, by=by)


def deliver(request: "ServiceRequest", *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """A granted school place names the school (`data["school"]`, else the one wanted); a subsidy gets its plan."""
    if request.service.slug == SCHOOL_PLACE:
        place = request.school_place
        place.given_school = data.get("school") or place.wanted_school
        place.save(update_fields=["given_school"])
    if request.service.slug == HOME_SUBSIDY:
        plan(request.home_subsidy, granted_on=timezone.localdate(), by=by)
    events.request_decided(request, by=by)


def release(request: "ServiceRequest", *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """What was declined or withdrawn may be asked for again."""
    for detail in ("school_place", "home_subsidy"):
        row = getattr(request, detail, None)
        if row is not None:
            row.is_counted = False
            row.save(update_fields=["is_counted"])
    if request.status == RequestStatus.WITHDRAWN:
        events.request_withdrawn(request, request.partner_id)
    else:
        events.request_decided(request, by=by)
