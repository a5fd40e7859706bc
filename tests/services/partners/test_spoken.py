"""Does a code said on the telephone work for its purpose and kind of partner alone, until it ends or is ended?"""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.card.actions import end_code, make_spoken, show_code
from accounts.card.qr import grouped
from accounts.models import LiveCode
from portal.codes import crockford
from portal.guessing import LIMIT, PAUSE, WINDOW
from portal.workflow.engine import Refusal, perform
from services.models import Check, PartnerService
from services.partners.spoken import MOST, codes_of, good_codes, make, purposes_of
from tests.cast import honours
from tests.factories import PartnerFactory
from tests.harness.full import size
from tests.hostile.test_guesses import asker

from .test_checks import ask

DAY = dt.timedelta(days=1)


def spoken(card, partner_kind="hospital", service="medical-green-channel", good_for=DAY, **more):
    return make_spoken(card, partner_kind=partner_kind, service=service, good_for=good_for, **more)


def purpose_of(card, key):
    return next(one for one in purposes_of(card) if one.key == key)


@pytest.fixture
def green(card, hospital):
    return purpose_of(card, "hospital:medical:medical-green-channel")


def test_spoken_code_has_nine_characters_and_is_said_in_three_groups(card):
    text = spoken(card).text

    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{9}", text)
    assert grouped(text) == f"{text[:3]} {text[3:6]} {text[6:]}"
    assert grouped("7K3M9Q2X4T") == "7K3M 9Q2 X4T"


def test_spoken_code_is_not_used_up_by_a_check_and_each_look_is_logged(card, hospital):
    text = spoken(card).text

    said = [
        ask(hospital, typed).reason for typed in (text, grouped(text).lower(), f"http://localhost:8000/verify/{text}")
    ]

    assert said == ["ok", "ok", "ok"]
    assert card.talent.checks.count() == 3


def test_spoken_code_costs_no_more_statements_than_a_live_one(card, hospital, django_assert_num_queries):
    codes = (show_code(card)[0], spoken(card).text)

    for code in codes:
        ask(hospital, code)  # the first one composes the query
    for code in (show_code(card)[0], codes[1]):
        with django_assert_num_queries(5):  # two of them a savepoint
            ask(hospital, code)


def test_spoken_code_for_an_area_is_good_for_its_services(card, hospital):
    text = spoken(card, service="", area="medical").text
    honours(hospital, "health-examination", "airport-lane")

    assert ask(hospital, text, service="medical-green-channel").reason == "ok"
    assert ask(hospital, text, service="health-examination").reason == "ok"
    assert ask(hospital, text, service="airport-lane").reason == "service_not_yours"


def test_spoken_code_for_a_service_is_good_for_no_other(card, hospital):
    honours(hospital, "health-examination")

    made = ask(hospital, spoken(card).text, service="health-examination")

    assert (made.reason, made.left, made.companions) == ("service_not_yours", None, None)


def test_spoken_code_at_another_kind_of_partner_is_refused_and_logged(card):
    venue = honours(PartnerFactory(slug="spa", kind="venue"), "medical-green-channel")

    made = ask(venue, spoken(card).text)

    assert (made.reason, made.holder) == ("service_not_yours", card.talent)


def test_spoken_code_ends_after_its_day_and_not_before(card, hospital, clock):
    text = spoken(card).text

    clock.shift(24 * 3600 - 1)
    assert ask(hospital, text).reason == "ok"
    clock.shift(1)
    assert ask(hospital, text).reason == "expired"


def test_ended_code_is_refused_at_once_and_its_text_is_gone(card, hospital):
    row = spoken(card)
    text = row.text

    end_code(row)

    assert ask(hospital, text).reason == "expired"
    row.refresh_from_db()
    assert (row.text, list(good_codes(card.talent)), list(codes_of(card.talent))) == (None, [], [row])


def test_spoken_code_of_a_suspended_card_is_refused(card, hospital):
    text = spoken(card).text

    perform(card, "suspend", by=card.talent)

    assert ask(hospital, text).reason == "card_suspended"


def test_spoken_code_is_not_told_to_the_public(anonymous, card):
    assert anonymous.get(f"/verify/{spoken(card).text}").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "spoken", "service_slug": "s"},
        {"kind": "spoken", "partner_kind": "hospital"},
        {"kind": "spoken", "partner_kind": "hospital", "service_slug": "s", "area_slug": "a"},
        {"kind": "live", "partner_kind": "hospital", "service_slug": "s"},
        {"kind": "offline", "area_slug": "a"},
    ],
)
def test_code_without_one_purpose_cannot_be_stored(card, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        LiveCode.objects.create(code_index="x", card=card, expires_at=timezone.now(), **wrong)


def test_purposes_are_what_the_card_gives_where_it_is_honoured(card, hospital, school, airport):
    honours(hospital, "health-examination")
    closed = honours(PartnerFactory(slug="closed", kind="venue"), "scenic-sites")
    PartnerService.objects.filter(partner=closed).update(is_active=False)

    assert [one.key for one in purposes_of(card)] == [
        "school:education:school-place",
        "hospital:medical:",
        "hospital:medical:medical-green-channel",
        "hospital:medical:health-examination",
        "airport:transport:airport-lane",
    ]


def test_nobody_but_the_holder_makes_one_and_only_while_the_card_stands(card, green, other_talent):
    with pytest.raises(Refusal) as strange:
        make(card, green, days=1, by=other_talent)
    perform(card, "suspend", by=card.talent)
    with pytest.raises(Refusal) as suspended:
        make(card, green, days=1, by=card.talent)

    assert (strange.value.code, suspended.value.code) == ("not_allowed", "card_suspended")
    assert LiveCode.objects.count() == 0


def test_ten_codes_are_good_at_a_time_and_an_ended_one_makes_room(card, green):
    rows = [make(card, green, days=1, by=card.talent) for _ in range(MOST)]
    with pytest.raises(Refusal) as refused:
        make(card, green, days=1, by=card.talent)

    end_code(rows[0])

    assert refused.value.code == "too_many_codes"
    assert make(card, green, days=1, by=card.talent).pk


@pytest.fixture
def holder(card, as_user):
    browser = as_user(card.talent)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


PAGE = "/me/card/spoken/"
WANTED = {"purpose": "hospital:medical:medical-green-channel", "days": "1", "form_key": "k"}


def test_holder_makes_a_code_reads_it_again_and_ends_it(holder, card, hospital):
    first, second = holder.post(PAGE, WANTED), holder.post(PAGE, WANTED)
    row = LiveCode.objects.get()

    page = holder.get(first.url).content.decode()
    assert first.url == second.url == f"{PAGE}{row.page_id}/"
    assert grouped(row.text) in page
    assert "Hospital · Medical green channel" in page
    assert first.url in holder.get(PAGE).content.decode()

    assert [holder.post(f"{first.url}end/").url for _ in range(2)] == [PAGE, PAGE]
    assert holder.get(first.url).status_code == 404
    assert first.url not in holder.get(PAGE).content.decode()
    assert ask(hospital, row.text).reason == "expired"


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"purpose": ""}, 422, "Choose what the code is for."),
        ({"purpose": "venue:medical:medical-green-channel"}, 422, "Select a valid choice"),
        ({"days": "90"}, 409, "Only a code for schooling or housing"),
    ],
)
def test_wrong_choice_comes_back_and_makes_nothing(holder, hospital, school, changed, status, words):
    answer = holder.post(PAGE, WANTED | changed)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert LiveCode.objects.count() == 0


def test_page_says_what_to_do_without_a_card_or_while_it_is_suspended(holder, card, hospital, as_user, other_talent):
    perform(card, "suspend", by=card.talent)

    for browser in (holder, as_user(other_talent)):
        html = browser.get(PAGE, headers={"Accept-Language": "en"}).content.decode()
        assert "Only a card that is valid at the moment has codes." in html
        assert "<form" not in html.partition("<main")[2]
    assert holder.post(PAGE, WANTED).status_code == 409
    assert as_user(other_talent).post(PAGE, WANTED).status_code == 409
    assert LiveCode.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_for_one_code_and_three(holder, card, green, rows, django_assert_num_queries):
    for _ in range(rows):
        make(card, green, days=1, by=card.talent)
    holder.get(PAGE)

    with django_assert_num_queries(16):
        html = holder.get(PAGE).content.decode()

    assert html.count("/end/") == rows


def test_code_of_another_is_not_there(card, as_user, other_talent):
    row = spoken(card)
    stranger = as_user(other_talent)

    assert stranger.get(f"{PAGE}{row.page_id}/").status_code == 404
    assert stranger.post(f"{PAGE}{row.page_id}/end/").status_code == 404
    assert list(good_codes(card.talent)) == [row]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)  # in one transaction each guess passes by what the ones before it left behind
def test_guessed_spoken_codes_find_no_one(card, hospital, clock):
    """100,000 (FULL=1) while a hundred are good for ninety days: at first as fast as the pause lets through, then so
    slowly that it is not reported, as far as the ninety days allow."""
    for _ in range(100):
        spoken(card, good_for=90 * DAY)
    ask_here, tries, unseen = asker(hospital), size(2_000, 100_000), WINDOW / (LIMIT - 2)

    for number in range(tries):
        check = ask_here(crockford(9))
        clock.shift(PAUSE if number < 2 * LIMIT else min(unseen, (80 * DAY) / tries))
        assert check is None or (check.reason, check.holder_id, check.card_id) == ("unknown_code", None, None)

    assert Check.objects.exclude(holder=None).count() == 0
    assert Check.objects.count() == tries
