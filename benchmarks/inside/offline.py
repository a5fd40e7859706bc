"""Offline codes, each of a card of its own, with the keys and the list that check them; printed as JSON."""

import json
import os
import sys
import uuid
from datetime import timedelta
from types import SimpleNamespace

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from accounts.card.offline import GOOD_FOR, signed_text  # noqa: E402
from accounts.card.qr import verify_url  # noqa: E402
from accounts.card.well_known import MAX_AGE_SECONDS, key_set  # noqa: E402
from portal.crypto.signing import sign_jws  # noqa: E402

LISTED = 10_000  # cards in the list that must not slow the answer


def main(count: int) -> None:
    start = timezone.now().replace(microsecond=0)
    now = int(start.timestamp())
    codes = [verify_url(signed_text(a_card(), start, start + GOOD_FOR)).upper() for _ in range(count)]
    cards = {str(uuid.uuid4()): "revoked" for _ in range(LISTED)}
    status = sign_jws({"iat": now, "max_age_seconds": MAX_AGE_SECONDS, "cards": cards})
    in_an_hour = int((start + timedelta(hours=1)).timestamp())
    print(json.dumps({"codes": codes, "keys": key_set(), "status": status, "now": in_an_hour}))


def a_card() -> SimpleNamespace:
    """As much of a card as a code says."""
    return SimpleNamespace(public_id=uuid.uuid4(), tier=SimpleNamespace(letter="B"), name="李明远")


if __name__ == "__main__":
    main(int(sys.argv[1]))
