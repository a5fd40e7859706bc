"""Is a code to be honoured, and if not, why? The rules of docs/card-format.md, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature

from .address import Malformed, OtherSite, token_in
from .published import BadStatus, Keys, Status, read_keys, read_status
from .token import Card, claims_of, take_apart

TOLERANCE = 60  # seconds that this clock and the site's may differ
OF_A_CARD = {"suspended": "card_suspended", "revoked": "card_revoked"}


@dataclass(frozen=True)
class Answer:
    """`card` is None unless the signature is good; `status_age` in seconds, None without a list that could be read."""

    reason: str
    card: Card | None = None
    status_age: int | None = None

    @property
    def verdict(self) -> str:
        return "valid" if self.reason == "ok" else "invalid"


class Verifier:
    """Made once from what the site publishes, then asked code by code."""

    def __init__(self, keys: Mapping[str, Any], status: str | None) -> None:
        """`keys`: the JSON of keys.json; `status`: the text of the list, None where it was never fetched."""
        self.keys = read_keys(keys)
        self.status, self.trouble = _read(status, self.keys)

    def check(self, code: str, now: int) -> Answer:
        """`code` as it was scanned or typed; `now` in seconds since 1970-01-01T00:00:00Z."""
        reason, card = genuine(code, self.keys)
        if card is None:
            return Answer(reason)
        age = None if self.status is None else now - self.status.issued_at
        return Answer(self._time(card, now) or self._standing(card, age), card, age)

    def _time(self, card: Card, now: int) -> str:
        if now < card.not_before - TOLERANCE:
            return "not_yet_valid"
        return "expired" if now >= card.expiry + TOLERANCE else ""

    def _standing(self, card: Card, age: int | None) -> str:
        if self.status is None or age is None:
            return self.trouble
        if age < -TOLERANCE:
            return "status_not_yet_valid"
        if age > self.status.max_age:
            return "status_too_old"
        listed = self.status.cards.get(card.public_id)
        return "ok" if listed is None else OF_A_CARD.get(listed, "card_revoked")


def genuine(code: str, keys: Keys) -> tuple[str, Card | None]:
    """What the card says, where a published key signed it; else None and why not. The time is not looked at."""
    try:
        token = take_apart(token_in(code, keys.host))
        key = keys.by_kid.get(token.kid)
        if key is None:
            return "unknown_key", None
        key.verify(token.signature, token.signed)
        return "ok", claims_of(token.payload)
    except OtherSite:
        return "other_site", None
    except Malformed:
        return "malformed", None
    except InvalidSignature:
        return "bad_signature", None


def verify(code: str, *, now: int, keys: Mapping[str, Any], status: str | None) -> Answer:
    """Everything at once, for a single code."""
    return Verifier(keys, status).check(code, now)


def _read(status: str | None, keys: Keys) -> tuple[Status | None, str]:
    if status is None:
        return None, "status_too_old"
    try:
        return read_status(status, keys), ""
    except BadStatus:
        return None, "status_bad_signature"
