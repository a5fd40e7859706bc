"""Can somebody who delivers later find out by guessing whether a code is somebody's? Nobody counts guesses there."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from accounts.card.actions import make_spoken, show_code
from services.late.actions import deliver
from services.models import Check

from .conftest import LANE

ADDRESSES = ("{site}/verify/{code}", "{site}/VERIFY/{code}/", " {bare_site}/verify/{code}", "{code}")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("kind", ["live", "spoken", "of nobody", "number"])
def test_code_that_could_be_guessed_is_refused_alike_in_whatever_address(send, card, airport, kind, address, settings):
    spoken = make_spoken(card, partner_kind=airport.kind, service=LANE, good_for=dt.timedelta(days=1))
    codes = {"live": show_code(card)[0], "spoken": spoken.text, "of nobody": "ABCDEFGHJ", "number": card.number}
    site = settings.PUBLIC_URL
    typed = address.format(site=site, bare_site=site.partition("//")[2], code=codes[kind])

    answers = [send(code=typed), send(code=typed, outcome="")]

    only = "Only a code that works without a network can be checked later."
    assert [(answer.status_code, answer.json()["words"]) for answer in answers] == [(422, only)] * 2
    assert Check.objects.count() == 0


def test_short_code_that_came_past_the_form_is_unknown(card, airport, lounge):
    late = deliver(
        airport,
        code=show_code(card)[0],
        service=LANE,
        outcome="",
        done_at=timezone.now(),
        has_seen_identity=True,
        key=str(uuid.uuid4()),
        by=lounge,
    )

    assert (late.check_made.reason, late.check_made.holder) == ("unknown_code", None)
