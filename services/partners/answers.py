"""What the counter is told: the same answer for the API and the desk page, from the check and the facts behind it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.masking import mask_name

from ..models import Check, Use
from .checks import Answer
from .enums import Reason
from .facts import Facts
from .portraits import photo_url
from .rules import discloses_holder


def answer_body(answer: Answer) -> dict[str, Any]:
    """The body of CONTRACT.md; `holder` and `entitlement` are None unless the code was genuine and the service is
    the partner's."""
    check, facts = answer.check, answer.facts
    is_open = discloses_holder(check.reason)
    return {
        "id": check.public_id,
        "verdict": check.verdict,
        "reason": check.reason,
        "holder": holder(check, facts) if is_open else None,
        "entitlement": entitlement(check) if is_open else None,
        "instructions": steps(facts, check.reason),
        "checked_at": timezone.localtime(check.checked_at),
    }


def use_body(use: Use) -> dict[str, Any]:
    """What became of a check, as the API says it."""
    return {
        "id": use.public_id,
        "check": use.check_made.public_id,
        "outcome": use.outcome,
        "counted": use.counted,
        "companions_used": use.companions_used,
        "recorded_at": timezone.localtime(use.recorded_at),
    }


def holder(check: Check, facts: Facts) -> dict[str, Any]:
    """Who may be compared at the counter: masked name, tier, photo, and the last two characters of the document."""
    card: Any = facts.card  # the caller has seen that there is one
    return {
        "name_masked": mask_name(card.holder_name),
        "tier": card.letter,
        "relation": card.relation,
        "photo_url": photo_url(check, facts),
        "id_tail": facts.id_tail,
    }


def entitlement(check: Check) -> dict[str, Any]:
    return {"left": check.left, "companions": check.companions or 0}


def steps(facts: Facts, reason: str) -> list[str]:
    """What this partner does for this service, a step a line; where it wrote none, what the catalogue says. After a no
    there is nothing of it to do; where only a withdrawn consent stands in the way, how the holder gives it again."""
    if facts.honoured is None:
        return []
    if is_consent_withdrawn(facts, reason):
        return [
            _("The holder has withdrawn the consent that this service needs."),
            _("It can be given again on the phone, under My details > What I have agreed to; then scan a new code."),
        ]
    if reason != Reason.OK:
        return []
    text = _in_language(facts.honoured, "instructions") or _in_language(facts.honoured, "desk_steps")
    return [*compare_with(facts), *(line.strip() for line in text.splitlines() if line.strip())]


def compare_with(facts: Facts) -> list[str]:
    """Whose identity document is to be looked at, where somebody else shows the card."""
    if facts.proxy is None:
        return []
    shown = _("Shown on the phone of a proxy, %(name)s: look at the proxy's identity document.")
    return [shown % {"name": facts.proxy}]


def is_consent_withdrawn(facts: Facts, reason: str) -> bool:
    """Whether the answer was no because of a withdrawn consent, and of nothing before it."""
    return reason == Reason.NOT_ENTITLED and facts.is_consent_withdrawn


def payer(facts: Facts) -> str:
    return _in_language(facts.honoured, "payer") if facts.honoured else ""


def _in_language(row: dict[str, str], stem: str) -> str:
    suffixes = ("zh", "en") if (get_language() or "zh").startswith("zh") else ("en", "zh")
    return next((row[f"{stem}_{suffix}"] for suffix in suffixes if row.get(f"{stem}_{suffix}")), "")
