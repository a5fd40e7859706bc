"""How does a code say of which services its card is at the last use, so that only their own partners understand it?

Which services they are the catalogue knows, and says it here, each by the key that the partners of the service hold.
"""

from collections.abc import Callable, Sequence

from examples.verifier.token import TAG_BYTES, tag_of
from portal.crypto.blind_index import blind_index

from .models import Card

AS_MANY = 4  # are always said, made up where there are fewer: how many services are nearly used up is nobody's business
MOST = 8
ANY = b""
Rule = Callable[[Card], list[bytes]]
_RULES: list[Rule] = []


def ask_here(rule: Rule) -> None:
    """Registers who answers: a function of a card, giving keys of services; the same one twice is one."""
    if rule not in _RULES:
        _RULES.append(rule)


def at_their_last(card: Card) -> list[bytes]:
    """The keys of the services of which the card, as far as is known now, has no use that can be given offline."""
    return [key for rule in _RULES for key in rule(card)]


def said(keys: Sequence[bytes], card: Card, start: int) -> bytes | None:
    """The claim `last` of a code that is good from second `start`; None where no service is at its last use, and `ANY`,
    which stands for all, where there are more than a code has room for."""
    if not keys or len(keys) > MOST:
        return ANY if keys else None
    public_id = card.public_id.bytes
    tags = {tag_of(key, public_id, start) for key in keys}
    made_up = (
        bytes.fromhex(blind_index(f"{public_id.hex()} {start} {turn}", "offline_no_service")) for turn in range(99)
    )
    while len(tags) < AS_MANY:
        tags.add(next(made_up)[:TAG_BYTES])
    return b"".join(sorted(tags))
