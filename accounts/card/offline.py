"""How does a card make a code that can be checked with no network at all, and how is such a code known again here?

The format is docs/card-format.md; the rules for reading it are those of `examples/verifier`, so that this site and
whoever checks without it cannot come to different answers.
"""

import base64
import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from examples.verifier import genuine, read_keys
from examples.verifier.address import base32_in
from portal.codes import normalise
from portal.crypto.cose import sign_cose
from portal.masking import mask_name
from portal.workflow.engine import refuse_unless

from .actions import index_of
from .enums import CodeKind
from .last_uses import ANY, at_their_last, said
from .models import Card, LiveCode
from .qr import verify_url
from .rules import is_holder, is_shown
from .well_known import key_set

if TYPE_CHECKING:
    from ..people.models import User

GOOD_FOR = timedelta(hours=24)
EXPIRY, NOT_BEFORE = 4, 5  # claims of a CWT by number (RFC 8392)
NAME_BYTES = 16
SHORTEST = 32  # characters; a live or spoken code is far shorter
MOST_CHARACTERS = 300


@transaction.atomic
def make_offline(card: Card, *, by: "User") -> LiveCode:
    """A code of `card` good from now for 24 hours, never beyond the card's last day; not used up by checks.

    Raises `Refusal` with `not_allowed` or what keeps the card from being shown.
    """
    card = Card.objects.shown().select_for_update(of=("self",)).get(pk=card.pk)
    refuse_unless(is_holder(by, card))
    refuse_unless(is_shown(card, timezone.localdate()))
    start = timezone.now().replace(microsecond=0)
    end = min(start + GOOD_FOR, after_last_day(card))
    text = signed_text(card, start, end, at_their_last(card))
    known = {"card": card, "kind": CodeKind.OFFLINE, "expires_at": end, "text": text, "page_id": uuid.uuid4()}
    row, _is_new = LiveCode.objects.get_or_create(code_index=index_of(text), defaults=known)  # one a second
    return row


def after_last_day(card: Card) -> datetime:
    """The first moment at which the card has expired."""
    return timezone.make_aware(datetime.combine(card.expires_on + timedelta(days=1), time.min))


def signed_text(card: Card, start: datetime, end: datetime, last: Sequence[bytes] = ()) -> str:
    """What stands after VERIFY/ in the address; `last`: the keys of the services that are at their last use.

    Raises `ValueError` where the site's own name makes it too long.
    """
    claims: dict[int | str, Any] = {
        NOT_BEFORE: int(start.timestamp()),
        EXPIRY: int(end.timestamp()),
        "card": card.public_id.bytes,
        "name": short_name(card.name),
        "tier": card.tier.letter,
    }
    named = said(last, card, int(start.timestamp()))
    for tags in [None] if named is None else [named, ANY]:  # any, where there is no room to name them
        text = base64.b32encode(sign_cose(claims if tags is None else claims | {"last": tags})).decode().rstrip("=")
        if len(verify_url(text)) <= MOST_CHARACTERS:
            return text
    raise ValueError("PUBLIC_URL or the kid of the signing key is too long for an offline code.")


def short_name(name: str) -> str:
    """The masked name, whole parts of it, in as many bytes as a code has room for."""
    kept = mask_name(name).split()
    while len(" ".join(kept).encode()) > NAME_BYTES:
        kept.pop()
    return " ".join(kept)


def stored_form(text: str) -> str:
    """The text under whose blind index a code is kept, from what stands after VERIFY/ or was typed bare; empty for an
    offline code that no key in force signed."""
    if len(text) < SHORTEST:
        return normalise(text)
    keys = read_keys(key_set())
    _reason, card = genuine(text, keys)
    return base32_in(text, keys.host) if card else ""
