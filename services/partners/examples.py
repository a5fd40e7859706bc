"""How does each answer of a partner's calls look? Examples for the OpenAPI document, made by the code that answers."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample
from rest_framework.renderers import JSONRenderer

from accounts.card.enums import CardStatus

from ..models import Check, Use
from .answers import answer_body, use_body
from .checks import Answer
from .enums import Outcome, Reason, Verdict
from .facts import CardShown, Facts
from .rules import discloses_holder

CHECK, USE = UUID("5f0f6a36-6f1e-4a52-9d0c-0b1f5c8a2f11"), UUID("0d9c1a77-8a55-4b0e-9a43-6f1a1b7c2e90")
CARD = CardShown(
    pk=0, holder_id=0, holder_name="李明远", letter="B", status=CardStatus.ACTIVE, expires_on=date(2031, 5, 31)
)
STEPS = {"instructions_zh": "请持卡人走绿色通道挂号。", "instructions_en": "Register the holder by the green channel."}
SENT_CHECK = {"code": "7K3M9Q2X4T", "service": "medical-green-channel"}
SENT_USE: dict[str, Any] = {"check": str(CHECK), "outcome": "served"}
SENT_USES: dict[str, dict[str, Any]] = {
    "served": SENT_USE,
    "served_with_a_companion_after_an_offline_code": SENT_USE | {"companions_used": 1, "has_seen_identity": True},
    "served_for_a_school_stage": SENT_USE | {"stage": "primary"},
    "postponed": SENT_USE | {"outcome": "postponed", "reason": "今日号源已满。"},
    "refused": SENT_USE | {"outcome": "refused", "reason": "本院没有这项服务。"},
}


def check_answer(reason: str) -> dict[str, Any]:
    verdict = Verdict.ELIGIBLE if reason == Reason.OK else Verdict.NOT_ELIGIBLE
    left = 0 if reason == Reason.ALLOWANCE_USED_UP else None
    check = Check(public_id=CHECK, verdict=verdict, reason=reason, left=left, companions=0, checked_at=_moment())
    card = CARD if discloses_holder(reason) else None
    facts = Facts(partner_id=0, service_id=0, honoured=STEPS if card else None, card=card, id_tail="47")
    return _plain(answer_body(Answer(check=check, facts=facts)))


def use_answer(outcome: str) -> dict[str, Any]:
    use = Use(public_id=USE, check_made=Check(public_id=CHECK), outcome=outcome, recorded_at=_moment())
    return _plain(use_body(use))


def of_checks() -> list[OpenApiExample]:
    return [_sent("a_live_code", SENT_CHECK), *(_answered(reason, check_answer(reason)) for reason in Reason.values)]


def of_uses() -> list[OpenApiExample]:
    sent = [_sent(name, value) for name, value in SENT_USES.items()]
    return [*sent, *(_answered(outcome, use_answer(outcome)) for outcome in Outcome.values)]


def _moment() -> datetime:
    return datetime(2026, 11, 28, 10, 15, tzinfo=timezone.get_default_timezone())


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    """As it goes out."""
    return dict(json.loads(JSONRenderer().render(body)))


def _sent(name: str, value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(name, value=value, summary=name, request_only=True)


def _answered(name: str, value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(name, value=value, summary=name, response_only=True, status_codes=["201"])
