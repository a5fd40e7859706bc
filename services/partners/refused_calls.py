"""Which calls of a partner's systems were refused lately? A row each for its programmer to read, kept for thirty days.

It says which call it was by its pattern and never by its address, in which anything could stand; no body, no answer.
Not more than `MOST` a minute and process are kept of one partner: a system that runs wild fills no table.
"""

import time
from collections import defaultdict
from datetime import timedelta
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.db.models.functions import Now
from rest_framework.request import Request

from portal.api.problems import tells_of_refusals

from ..models import PartnerClient, RefusedCall

KEPT = timedelta(days=30)
MOST, MINUTE, BATCH = 60, 60, 1_000
_kept: dict[int, list[int]] = defaultdict(lambda: [0, 0])  # partner -> the minute, and how many were kept in it
log = structlog.get_logger(__name__)


def register() -> None:
    """Called when the app is ready."""
    tells_of_refusals(keep)


def keep(request: Request, answer: int, code: str) -> None:
    """A refusal of a partner's system; not of others, and nothing that the site itself could not do (5xx). The refusal
    stands, whatever happens."""
    link: PartnerClient | None = getattr(request._request, "partner_link", None)
    if link is None or answer >= 500 or not _may_keep(link.partner_id):
        return
    match = request._request.resolver_match
    said: dict[str, Any] = {"method": request.method, "call": match.route if match else "", "answer": answer}
    try:
        with transaction.atomic():
            RefusedCall.objects.create(partner_id=link.partner_id, client=link.client_id, code=code[:50], **said)
    except DatabaseError as error:
        log.warning("refused_call_not_kept", error=type(error).__name__)


def forget() -> int:
    """Delete what is older than `KEPT`, in small transactions; how many."""
    total = 0
    old = RefusedCall.objects.filter(called_at__lt=Now() - KEPT).order_by("called_at")
    while ids := list(old.values_list("pk", flat=True)[:BATCH]):
        total += RefusedCall.objects.filter(pk__in=ids).delete()[0]
    return total


def _may_keep(partner_id: int) -> bool:
    minute, counted = int(time.time()) // MINUTE, _kept[partner_id]
    if counted[0] != minute:
        counted[:] = [minute, 0]
    counted[1] += 1
    return counted[1] <= MOST
