"""In a seeded province: a client with codes of many holders, and an officer's pages of a queue; printed as JSON."""

import datetime as dt
import json
import os
import sys
from typing import Any
from urllib.parse import urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.accreditation.queues import queue_named  # noqa: E402
from accounts.card.actions import CODE_LENGTH, index_of  # noqa: E402
from accounts.models import Card, LiveCode, Membership, Partner  # noqa: E402
from portal.codes import crockford  # noqa: E402
from portal.paging import KeysetPage  # noqa: E402
from services.partners.clients import give_client  # noqa: E402

CITY = "harbin"


def main(count: int) -> None:
    partner = Partner.objects.filter(kind="hospital", city__slug=CITY).latest("pk")
    link, secret = give_client(partner)
    officer = Membership.objects.filter(role="city_officer", authority__slug=CITY).latest("pk").user
    client = Client()
    client.force_login(officer)
    session = client.cookies["sessionid"].value
    given = {"client": [link.client_id, secret], "codes": codes(count), "session": session, "pages": pages(officer)}
    print(json.dumps(given))


def codes(count: int) -> list[str]:
    """Live codes of cards in force, in no order of the cards: as they come to a counter."""
    active = list(Card.objects.filter(status="active").order_by("public_id").values_list("pk", flat=True)[:count])
    found = [crockford(CODE_LENGTH) for _ in range(count)]
    expires_at = timezone.now() + dt.timedelta(hours=6)
    LiveCode.objects.bulk_create(
        (
            LiveCode(code_index=index_of(code), card_id=active[number % len(active)], expires_at=expires_at)
            for number, code in enumerate(found)
        ),
        batch_size=1000,
    )
    return found


def pages(officer: Any) -> dict[str, str]:
    """First and last page of what waits, and of what was decided."""
    return {
        "waiting": address(queue="waiting"),
        "waiting, deepest": last_page("waiting", officer),
        "decided": address(queue="decided"),
        "decided, deepest": last_page("decided", officer),
    }


def last_page(name: str, officer: Any) -> str:
    queue = queue_named(name)
    rows = queue.rows(officer)
    last = rows.order_by(*queue.order).reverse()[:1].get()
    return address(queue=name, cursor=KeysetPage(rows.filter(pk=last.pk), queue.order)._cursor(0, backwards=True))


def address(**words: str) -> str:
    return f"{reverse('admin:accounts_application_changelist')}?{urlencode(words)}"


if __name__ == "__main__":
    main(int(sys.argv[1]))
