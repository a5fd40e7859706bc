"""How does a partner's programmer meet each answer before the first card is shown? By test codes, one a reason.

They mean something for the systems of the sandbox partner alone, and only where `DEMO` is on. A check made with one is
a row like any other, of the card of a person who does not exist: what became of it can be recorded and is told on.
"""

import hashlib
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.models import Card
from portal.idempotency import KeyReused
from portal.inserting import is_written

from ..models import Check, PartnerClient, Service
from .checks import Answer, bare_code
from .enums import Channel, Reason, Verdict
from .facts import facts_of
from .querysets import SANDBOX
from .rules import discloses_holder

HOLDER = "sandbox@example.cn"
CODES: dict[str, str] = {f"0000TEST{number:02d}": reason for number, reason in enumerate(Reason.values)}


def answer(link: PartnerClient | None, *, code: str, service: str, key: str | None) -> Answer | None:
    """The answer that the test code stands for; None where it is no test code for this caller.

    Raises `Service.DoesNotExist`, and `KeyReused` where the key came with another request.
    """
    reason = CODES.get(bare_code(code)[0])
    if reason is None or link is None or not settings.DEMO or link.partner.slug != SANDBOX:
        return None
    asked = hashlib.sha256(f"{code}\n{service}".encode()).hexdigest()
    row = _row(reason, Service.objects.get(slug=service))
    row.partner, row.city_id = link.partner, link.partner.city_id
    row.idempotency_key, row.request_hash = key, asked
    if not is_written(row):
        row = Check.objects.get(partner=link.partner, idempotency_key=key)
        if row.request_hash != asked:
            raise KeyReused
    return Answer(check=row, facts=facts_of(row))


def _row(reason: str, service: Service) -> Check:
    card = Card.objects.filter(talent__email=HOLDER, member=None).first() if discloses_holder(reason) else None
    about: dict[str, Any] = {"card": card, "holder_id": card.talent_id, "companions": 0} if card else {}
    return Check(
        service=service,
        reason=reason,
        verdict=Verdict.ELIGIBLE if reason == Reason.OK else Verdict.NOT_ELIGIBLE,
        left=0 if reason == Reason.ALLOWANCE_USED_UP else None,
        channel=Channel.API,
        checked_at=timezone.now(),
        **about,
    )
