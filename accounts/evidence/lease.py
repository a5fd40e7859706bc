"""Which worker makes the page images of which document, and what became of its try? By the database's clock."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.urls import reverse

from portal.notifications.outbox import notify

from ..family.notices import about as about_member
from .enums import EvidenceState
from .models import Evidence
from .problems import TOO_HEAVY

MAX_TRIES = 3


def claim() -> Evidence | None:
    """The next waiting document, leased to the caller; the try is counted before it begins."""
    for waiting in Evidence.objects.waiting().values_list("pk", flat=True)[:20]:
        lease = uuid.uuid4()
        free = Evidence.objects.waiting().filter(pk=waiting)
        if free.update(lease=lease, leased_until=Now() + _lease(), tries=F("tries") + 1):
            return Evidence.objects.filter(lease=lease).first()
    return None


def hold(evidence: Evidence) -> bool:
    """Within a transaction: locks the document and renews the lease; False where it is the caller's no more."""
    return bool(_mine(evidence).update(leased_until=Now() + _lease(), tries=0))


def finish(evidence: Evidence) -> None:
    _mine(evidence).update(state=EvidenceState.READY, problem="", lease=None, leased_until=None)


def give_up(evidence: Evidence, problem: str) -> None:
    """The document cannot be read: whoever sent it is told what to do."""
    with transaction.atomic():
        closed = _mine(evidence).update(state=EvidenceState.UNREADABLE, problem=problem, lease=None, leased_until=None)
        if closed:
            _tell(evidence)


def try_later(evidence: Evidence) -> None:
    """Another try after a while, until it has been tried often enough."""
    if evidence.tries >= MAX_TRIES:
        give_up(evidence, TOO_HEAVY)
    else:
        _mine(evidence).update(leased_until=Now() + _wait())


def wait_for_room(evidence: Evidence) -> None:
    """The disk is full, for which no document is to blame: another try after a while, and this one does not count."""
    _mine(evidence).update(leased_until=Now() + _wait(), tries=evidence.tries - 1)


def release(evidence: Evidence) -> None:
    """There is more to do than was known: the next worker takes it up at once."""
    _mine(evidence).update(lease=None, leased_until=None)


def _lease() -> timedelta:
    return timedelta(seconds=settings.EVIDENCE_LEASE_SECONDS)


def _wait() -> timedelta:
    return timedelta(seconds=settings.EVIDENCE_RETRY_SECONDS)


def _mine(evidence: Evidence) -> QuerySet[Evidence]:
    return Evidence.objects.filter(pk=evidence.pk, lease=evidence.lease, state=EvidenceState.RECEIVED)


def _tell(evidence: Evidence) -> None:
    if evidence.member:
        text, context = "family_proof_unreadable", about_member(evidence.member)
    else:
        text, context = "evidence_unreadable", _about_criterion(evidence)
    notify([evidence.owner], text, context=context, key=f"{text}:{evidence.lease}")


def _about_criterion(evidence: Evidence) -> dict[str, Any]:
    application, criterion = evidence.application, evidence.criterion
    return {
        "code": application.code,
        "criterion": {"zh-hans": criterion.text_zh, "en": criterion.text_en},
        "url": reverse("accounts:evidence-list", args=[application.code]),
    }
