"""How does a partner's programmer meet each answer before the first card is shown? With a test key and test codes.

What a test key checks and records counts nowhere, is of nobody and is told to nobody; it is kept apart and answered by
the code that answers all others. No real card is found with it, and of requests and events it sees none. In a
demonstration, where nobody is real, other codes are checked as with any key.
"""

import hashlib
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.card.enums import CardStatus
from portal.idempotency import KeyReused
from portal.inserting import is_written

from ..models import Check, PartnerClient, SandboxCheck, Service, Use
from .answers import answer_body, use_body
from .checks import Answer, bare_code
from .enums import Outcome, Reason, Verdict
from .facts import CardShown, Facts
from .known_row import steps_of
from .refused_uses import not_written
from .rules import discloses_holder
from .sandbox_models import MARK
from .uses import refuse_impossible

CODES: dict[str, str] = {f"0000TEST{number:02d}": reason for number, reason in enumerate(Reason.values)}
CARD = CardShown(
    pk=0, holder_id=0, holder_name="测试卡", letter="B", status=CardStatus.ACTIVE, expires_on=date(2099, 12, 31)
)
ID_TAIL = "00"


def sees_nobody(link: PartnerClient | None) -> bool:
    """Whether what is real is kept from this key."""
    return link is not None and link.is_test and not settings.DEMO


def checked(link: PartnerClient | None, *, code: str, service: str, key: str | None) -> dict[str, Any] | None:
    """The body of the answer to a test key; None where the code is to be checked as any other.

    Raises `Service.DoesNotExist`, and `KeyReused` where the key came with another request.
    """
    if link is None or not link.is_test:
        return None
    reason = CODES.get(bare_code(code)[0]) or (Reason.UNKNOWN_CODE if sees_nobody(link) else None)
    if reason is None:
        return None
    asked = hashlib.sha256(f"{code}\n{service}".encode()).hexdigest()
    row = SandboxCheck(client=link, reason=reason, service=Service.objects.get(slug=service), checked_at=timezone.now())
    row.idempotency_key, row.request_hash = key, asked
    if not is_written(row):
        row = SandboxCheck.objects.select_related("service").get(client=link, idempotency_key=key)
        if row.request_hash != asked:
            raise KeyReused("This key was used before with another code.")
    return answer_body(Answer(check=_as_check(row), facts=_facts(link, row)))


def recorded(link: PartnerClient | None, check: UUID, **done: Any) -> dict[str, Any] | None:
    """The body of the answer to a use of a check in the sandbox; None for any other. Raises `Refusal`."""
    if link is None or check.int >> 96 != MARK:
        return None
    with transaction.atomic():
        row = SandboxCheck.objects.select_for_update().filter(client=link, public_id=check).first()
        return _recorded(row, **done) if row else None


def _recorded(row: SandboxCheck, *, outcome: str, reason: str, companions_used: int, **_more: Any) -> dict[str, Any]:
    made = _as_check(row)
    refuse_impossible(made, outcome=outcome, reason=reason, companions_used=companions_used)
    if row.outcome:
        raise not_written("already_recorded")
    row.outcome, row.use_id = Outcome(outcome), uuid4()
    row.save(update_fields=["outcome", "use_id"])
    return use_body(Use(public_id=row.use_id, check_made=made, outcome=outcome, recorded_at=timezone.now()))


def _as_check(row: SandboxCheck) -> Check:
    """As the rules and the answers want it, never saved."""
    made = Check(
        public_id=row.public_id,
        holder_id=0 if discloses_holder(row.reason) else None,
        verdict=Verdict.ELIGIBLE if row.reason == Reason.OK else Verdict.NOT_ELIGIBLE,
        reason=row.reason,
        left=0 if row.reason == Reason.ALLOWANCE_USED_UP else None,
        companions=0,
        checked_at=row.checked_at,
    )
    made.is_consent_withdrawn = False  # type: ignore[attr-defined] # as a check that is to be used is read
    return made


def _facts(link: PartnerClient, row: SandboxCheck) -> Facts:
    card = CARD if discloses_holder(row.reason) else None
    honoured = steps_of(link.partner_id, row.service.slug) if card else None
    return Facts(partner_id=link.partner_id, service_id=row.service_id, honoured=honoured, card=card, id_tail=ID_TAIL)
