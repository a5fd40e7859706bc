"""How does a partner's system come to hear of what happened? A row in the transaction of the change.

Told is what the partner's systems did not do themselves: a call of the API was answered, and its answer can be had
again by its key. Only ids, codes and numbers are told, and only of the partner's own services and desk.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, OuterRef

from accounts.models import Partner
from accounts.organisations.querysets import SYSTEM_DOMAIN

from ..models import PartnerClient, PartnerEvent
from .enums import Kind
from .hint import hint_on_commit

if TYPE_CHECKING:
    from accounts.models import User

    from ..models import Check, ServiceRequest, Use

DECISIONS = {"granted": "grant", "declined": "decline", "returned": "return"}


def tell(partner_id: int, kind: str, *, card_id: int | None = None, **data: Any) -> None:
    """Write the event where the partner has a system that could hear it. RuntimeError outside a transaction.

    The partner's row is locked first: the next event of this partner gets its number only once this one can be seen.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An event belongs in the transaction of the change it tells of.")
    systems = PartnerClient.objects.filter(partner=OuterRef("pk"))
    listening = Partner.objects.filter(Exists(systems), pk=partner_id).order_by()
    if listening.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True):
        PartnerEvent(partner_id=partner_id, kind=kind, card_id=card_id, data=data).save(force_insert=True)
        hint_on_commit()


def check_made(check: "Check", *, service: str) -> None:
    """A member of the desk checked a card."""
    said = {"verdict": str(check.verdict), "reason": str(check.reason)}
    about = {"check": str(check.public_id), "service": service}
    tell(check.partner_id, Kind.CHECK_MADE, card_id=check.card_id, **about, **said)


def use_recorded(use: "Use") -> None:
    said = {"outcome": str(use.outcome), "counted": use.counted, "companions_used": use.companions_used}
    _tell_of_use(use, Kind.USE_RECORDED, **said)


def use_undone(use: "Use") -> None:
    _tell_of_use(use, Kind.USE_UNDONE)


def request_submitted(request: "ServiceRequest") -> None:
    """Created for the partner that hears of it for the first time, mended for the one that had returned it."""
    if request.partner_id:
        known = PartnerEvent.objects.filter(partner=request.partner_id, kind=Kind.REQUEST_CREATED, card=request.card_id)
        kind = Kind.REQUEST_MENDED if known.filter(data__request=request.code).exists() else Kind.REQUEST_CREATED
        _tell_of_request(request, request.partner_id, kind)


def request_withdrawn(request: "ServiceRequest", partner_id: int | None) -> None:
    """From the partner that had it, whether by its person or because it goes to another."""
    if partner_id:
        _tell_of_request(request, partner_id, Kind.REQUEST_WITHDRAWN)


def request_decided(request: "ServiceRequest", *, by: "User | None") -> None:
    """By the partner's desk; its system knows what it decided itself."""
    if request.partner_id and by and not by.email.endswith(f"@{SYSTEM_DOMAIN}"):
        _tell_of_request(request, request.partner_id, Kind.REQUEST_DECIDED, decision=DECISIONS[request.status])


def service_changed(partner_ids: Iterable[int], *, service: str) -> None:
    """The service reads differently now, or what the partner does for it; the partners one after the other."""
    for partner_id in sorted(set(partner_ids)):
        tell(partner_id, Kind.SERVICE_CHANGED, service=service)


def _tell_of_use(use: "Use", kind: str, **said: Any) -> None:
    check: Any = use.check_made
    about = {"use": str(use.public_id), "check": str(check.public_id), "service": check.service.slug}
    tell(check.partner_id, kind, card_id=check.card_id, **about, **said)


def _tell_of_request(request: "ServiceRequest", partner_id: int, kind: str, **said: Any) -> None:
    about = {"request": request.code, "service": request.service.slug}
    tell(partner_id, kind, card_id=request.card_id, **about, **said)
