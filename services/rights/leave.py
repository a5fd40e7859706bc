"""What becomes of requests, subsidies, uses and reports when their person deletes the account?"""

import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.rights.leaving import Room, on_leaving
from accounts.rights.models import CaseKind
from accounts.rights.seal import seal_case
from portal.workflow.engine import perform

from ..models import (
    DeskPin,
    HomeSubsidy,
    LateUse,
    Proxy,
    Rating,
    SchoolPlace,
    ServiceRequest,
    TurnedAway,
    Use,
    UseUndone,
)
from ..quality.actions import withdraw_of
from ..requests.answers import first_answers
from ..requests.enums import RequestStatus

if TYPE_CHECKING:
    from accounts.models import User

DECIDED = (RequestStatus.GRANTED, RequestStatus.DECLINED)
NO_DAY = date(1900, 1, 1)


def register() -> None:
    """Called when the app is ready."""
    on_leaving(Room(end=end, erase=erase))


def end(user: "User") -> None:
    """What is open is withdrawn; requests in the order of their partners, whose rows an event locks."""
    for request in ServiceRequest.objects.filter(talent=user).open().order_by("partner_id", "pk"):
        perform(request, "withdraw", by=user)
    withdraw_of(user)


def erase(user: "User", person: dict[str, Any]) -> None:
    """Decided requests are sealed; numbers, days and sums stay, words and names go."""
    for request in ServiceRequest.objects.filter(talent=user, status__in=DECIDED).shown().order_by("pk"):
        _seal(request, person, user)
    _erase(user)


def _seal(request: ServiceRequest, person: dict[str, Any], user: "User") -> None:
    parts = request.instalments.order_by("number").values("number", "amount_yuan", "planned_on", "status")
    answers = {name: str(value) for name, value in first_answers(request).items()}
    content = {"person": person, "service": request.service.slug, "answers": answers, "instalments": list(parts)}
    day = timezone.localdate(request.granted_at or request.declined_at)
    seal_case(CaseKind.REQUEST, request, content, decided_on=day, by=user)


def _erase(user: "User") -> None:
    for place in SchoolPlace.objects.filter(talent=user):
        place.child_name, place.child_birth_date, place.child_index = "", NO_DAY, secrets.token_hex(32)
        place.save(update_fields=["child_name", "child_birth_date", "child_index"])
    DeskPin.objects.filter(staff=user).delete()
    HomeSubsidy.objects.filter(talent=user).update(degree="", home_address="", contract_number="")
    TurnedAway.objects.filter(talent=user).exclude(text="").update(text="")
    Proxy.objects.filter(card__talent=user).update(name=None, link=None, ended_at=timezone.now())
    Rating.objects.filter(holder=user).exclude(comment="").update(comment="")
    Use.objects.filter(check_made__holder=user).exclude(reason="").update(reason="")
    LateUse.objects.filter(check_made__holder=user).exclude(reason="").update(reason="")
    UseUndone.objects.filter(use__check_made__holder=user).exclude(reason="").update(reason="")
