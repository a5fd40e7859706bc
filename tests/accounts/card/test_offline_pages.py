"""Can the holder make the card for where there is no network, see it again and print it; and what do others see?"""

import pytest

from accounts.card.actions import show_code
from accounts.card.offline import make_offline
from accounts.models import LiveCode
from portal.workflow.engine import perform

from .test_offline_keys import NEW, OLD

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def holder(card, as_user):
    browser = as_user(card.talent)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


PAGE, PRINT = "/me/card/offline/", "/me/card/offline/print/"


def test_holder_makes_the_code_once_sees_it_again_and_prints_it(holder, card):
    before = holder.get(PAGE).content.decode()
    answers = [holder.post(PAGE, {"form_key": "k"}).url for _ in range(2)]
    page, paper = holder.get(PAGE).content.decode(), holder.get(PRINT).content.decode()

    assert "<svg" not in before
    assert answers == [PAGE, PAGE]
    assert LiveCode.objects.get().kind == "offline"
    assert "<svg" in page and "Good until" in page
    assert "<svg" in paper and "tick that you have seen it" in paper


def test_without_a_code_the_paper_leads_to_where_one_is_made(holder):
    assert holder.get(PRINT).url == PAGE


def test_page_says_what_to_do_without_a_card_or_while_it_is_suspended(holder, card, as_user, other_talent):
    perform(card, "suspend", by=card.talent)

    for browser in (holder, as_user(other_talent)):
        html = browser.get(PAGE, headers=ENGLISH).content.decode()
        assert "Only a card that is valid at the moment has codes." in html
        assert browser.post(PAGE).status_code == 409
    assert LiveCode.objects.count() == 0


def test_code_under_a_compromised_key_is_not_shown_any_more(holder, settings):
    settings.SIGNING_KEYS = {"old": OLD, "new": NEW}
    holder.post(PAGE, {"form_key": "k"})
    settings.COMPROMISED_SIGNING_KEYS = frozenset({"old"})

    assert "<svg" not in holder.get(PAGE).content.decode()


def test_anyone_who_scans_it_sees_what_every_code_shows_and_nothing_else(card, anonymous, clock):
    code = make_offline(card, by=card.talent).text

    for path in (f"/verify/{code}", f"/VERIFY/{code}", f"/verify/{code.lower()}"):
        html = anonymous.get(path, headers=ENGLISH).content.decode()
        assert all(word in html for word in ("Valid", "李**", "Talent tier B"))
        assert not any(word in html for word in ("李明远", card.number, str(card.public_id)))
    clock.shift(24 * 3600)
    assert "has ended or was used" in anonymous.get(f"/verify/{code}", headers=ENGLISH).content.decode()


def test_forged_or_unknown_offline_code_is_not_known_to_the_page(card, anonymous):
    code = make_offline(card, by=card.talent).text
    LiveCode.objects.all().delete()  # signed, but this site never gave it out

    assert anonymous.get(f"/verify/{code}").status_code == 404
    assert anonymous.get(f"/verify/{code[:-9]}AAAAAAAAA").status_code == 404
    assert anonymous.get(f"/verify/{show_code(card)[0]}").status_code == 200


@pytest.mark.parametrize("codes", [1, 3])
def test_page_costs_the_same_for_one_code_and_three(holder, card, clock, codes, django_assert_num_queries):
    for _ in range(codes):
        clock.shift(1)
        make_offline(card, by=card.talent)
    holder.get(PAGE)

    with django_assert_num_queries(8):
        assert "<svg" in holder.get(PAGE).content.decode()


def test_keys_name_the_site_whose_cards_they_check(anonymous, settings):
    assert anonymous.get("/.well-known/talent-card/keys.json").json()["issuer"] == settings.PUBLIC_URL
