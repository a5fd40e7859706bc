"""May a card have a service at a counter without a network, and what has to be said first? The rules of the desk page.

`known` is the file known.json, as the desk page of the site gives it to the partner's own staff: keys, the list of
stopped cards, and the partner's services with what each tier gets.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from .token import Card
from .verifier import TOLERANCE, Answer, Verifier

A_DAY = 24 * 60 * 60  # within which a use is handed in, and a code is good
WORDS = {
    "service_not_yours": "This service is not given here.",
    "not_entitled": "The card does not give this service.",
    "last_use": "The last use of an allowance is given only with a network.",
    "identity_not_seen": "Look at an identity document first, then add --seen.",
    "stage_missing": "Say which school stage it is for, with --stage.",
    "too_many_companions": "The card does not give that many companions.",
    "reason_missing": "Say why it was refused, with --reason.",
}
Uses = Iterable[Mapping[str, Any]]


def check(known: Mapping[str, Any], code: str, now: int) -> Answer:
    """Whether the code is good, whatever it is shown for; `now` in seconds since 1970."""
    return Verifier(known["keys"], known["status"]).check(code, now)


def service_of(known: Mapping[str, Any], slug: str) -> Mapping[str, Any]:
    """What is known of a service; empty where it is none of this partner's."""
    return next((service for service in known["services"] if service["slug"] == slug), {})


def reason_for(service: Mapping[str, Any], answer: Answer, uses: Uses, now: int) -> str:
    """The first reason that speaks against the service, or `ok`; `uses`: what was noted at this counter before."""
    if answer.reason != "ok" or answer.card is None:
        return answer.reason
    if not service:
        return "service_not_yours"
    gets = service["gives"].get(answer.card.tier)
    if gets is None:
        return "not_entitled"
    return "last_use" if _is_held_back(service, gets, answer.card, uses, now) else "ok"


def _is_held_back(service: Mapping[str, Any], gets: Mapping[str, Any], card: Card, uses: Uses, now: int) -> bool:
    """A counted service is given so often by one code, and not at all where the code says that it is the last use."""
    if gets["offline"] is None:
        return False
    given = [use for use in uses if _is_of(use, service, card) and use["done_at"] > now - A_DAY - TOLERANCE]
    return card.is_last(bytes.fromhex(service["key"])) or len(given) >= gets["offline"]


def _is_of(use: Mapping[str, Any], service: Mapping[str, Any], card: Card) -> bool:
    named = (use.get("outcome"), use.get("service"), use.get("card"))
    return named == ("served", service["slug"], card.public_id)


def may_be_noted(outcome: str, reason: str, answer: Answer) -> bool:
    """Whoever is refused has a right to its being known, whatever speaks against the card."""
    return reason == "ok" or (outcome == "refused" and answer.card is not None)


def lacking(gets: Mapping[str, Any], done: Mapping[str, Any]) -> str:
    """What has to be said before the outcome can be noted; empty where nothing is lacking."""
    if done["outcome"] == "refused":
        return "" if done["reason"].strip() else "reason_missing"
    if done["outcome"] == "served" and not done["has_seen_identity"]:
        return "identity_not_seen"
    if done["outcome"] == "served" and gets["by_stage"] and not done["stage"]:
        return "stage_missing"
    return "" if 0 <= done["companions_used"] <= gets["companions"] else "too_many_companions"
