"""A hospital with a client, and a card with many live codes; printed as JSON."""

import datetime as dt
import json
import os
import sys
from itertools import cycle
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.utils import timezone  # noqa: E402

from accounts.card.actions import CODE_LENGTH, index_of  # noqa: E402
from accounts.models import Card, LiveCode  # noqa: E402
from portal.codes import crockford  # noqa: E402
from services.models import PartnerService, Service  # noqa: E402
from services.partners.clients import give_client  # noqa: E402
from tests.factories import CardFactory, PartnerFactory, ProfileFactory  # noqa: E402


def main(count: int) -> None:
    hospital = PartnerFactory()
    PartnerService.objects.create(partner=hospital, service=Service.objects.get(slug="medical-green-channel"))
    link, secret = give_client(hospital)
    card: Any = CardFactory()
    ProfileFactory(user=card.talent)
    print(json.dumps({"client": [link.client_id, secret], "codes": live_codes([card], count)}))


def live_codes(cards: list[Card], count: int) -> list[str]:
    """So many, of each card in turn."""
    codes = [crockford(CODE_LENGTH) for _ in range(count)]
    expires_at = timezone.now() + dt.timedelta(hours=1)
    rows = (
        LiveCode(code_index=index_of(code), card=card, expires_at=expires_at) for code, card in zip(codes, cycle(cards))
    )
    LiveCode.objects.bulk_create(rows, batch_size=1000)
    return codes


if __name__ == "__main__":
    main(int(sys.argv[1]))
