"""How does each answer of a partner's calls look? Examples for the OpenAPI document, one a reason and one a refusal."""

from typing import Any

from drf_spectacular.utils import OpenApiExample

from .enums import Outcome, Reason, Verdict
from .rules import discloses_holder

CHECK, USE = "5f0f6a36-6f1e-4a52-9d0c-0b1f5c8a2f11", "0d9c1a77-8a55-4b0e-9a43-6f1a1b7c2e90"
MOMENT = "2026-11-28T10:15:00+08:00"
HOLDER = {"name_masked": "李**", "tier": "B", "relation": "self", "photo_url": None, "id_tail": "47"}
STEPS = ["请持卡人走绿色通道挂号。"]
REFUSED_USES = (  # what a use can be refused for, with 409
    ("not_eligible", "The answer was no: it cannot be recorded as served."),
    ("no_holder", "This check found no card: scan a new code."),
    ("check_too_old", "This check is older than 24 hours: scan a new code."),
    ("consent_withdrawn", "The holder has withdrawn the consent that this service needs."),
    ("too_many_companions", "The card does not give that many companions."),
    ("child_not_named", "This counts for each child: scan the code of the child's own family card."),
    ("stage_missing", "This counts for each school stage: say which one it is for."),
    ("already_recorded", "What became of this check is already recorded."),
    ("allowance_used_up", "The allowance is used up."),
)


def check_answer(reason: str) -> dict[str, Any]:
    is_open = discloses_holder(reason)
    left = 0 if reason == Reason.ALLOWANCE_USED_UP else None
    return {
        "id": CHECK,
        "verdict": str(Verdict.ELIGIBLE if reason == Reason.OK else Verdict.NOT_ELIGIBLE),
        "reason": reason,
        "holder": HOLDER if is_open else None,
        "entitlement": {"left": left, "companions": 0} if is_open else None,
        "instructions": STEPS if reason == Reason.OK else [],
        "checked_at": MOMENT,
    }


def use_answer(outcome: str) -> dict[str, Any]:
    said = {"id": USE, "check": CHECK, "outcome": outcome, "counted": 0, "companions_used": 0}
    return said | {"recorded_at": MOMENT}


def of_checks() -> list[OpenApiExample]:
    return [_answered(reason, check_answer(reason)) for reason in Reason.values]


def of_uses() -> list[OpenApiExample]:
    return [_answered(outcome, use_answer(outcome)) for outcome in Outcome.values]


def _answered(name: str, value: dict[str, Any]) -> OpenApiExample:
    return OpenApiExample(name, value=value, summary=name, response_only=True, status_codes=["201"])
