"""Does a holder read why a card was revoked and whom to ask, and by whose decision a new one took its place?"""

import pytest
from django.utils import timezone

from accounts.card.actions import issue
from accounts.models import Application
from policies.models import Authority, Tier
from portal.workflow.engine import perform
from portal.workflow.models import Reason
from tests.cast import person
from tests.factories import ApplicationFactory, CardFactory

PAGES = pytest.mark.parametrize("page", ["/me/", "/me/card/"])


@pytest.fixture
def holder(card, as_user):
    browser = as_user(card.talent)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@PAGES
def test_revoked_card_shows_the_reason_and_the_office_that_gave_it(holder, card, province_officer, clock, page):
    Authority.objects.filter(slug="heilongjiang").update(phone="0451-0000 8800")

    perform(card, "revoke", by=province_officer, reason="学历证书经核实不属实")

    html = holder.get(page).content.decode()
    assert "Heilongjiang revoked it on 20 November 2026." in html
    assert "学历证书经核实不属实" in html
    assert "Questions or an objection? Call Heilongjiang, 0451-0000 8800." in html
    assert province_officer.email not in html


def test_reason_is_in_the_words_given_and_never_as_markup(holder, card, province_officer):
    perform(card, "revoke", by=province_officer, reason="<b>材料</b>\n不实")

    assert "&lt;b&gt;材料&lt;/b&gt;<br>不实" in holder.get("/me/card/").content.decode()


def test_office_without_a_telephone_is_named_all_the_same(holder, card, province_officer):
    perform(card, "revoke", by=province_officer, reason="材料不实")

    assert "Turn to the office of Heilongjiang." in holder.get("/me/card/").content.decode()


@pytest.mark.parametrize(("officer", "office"), [("city_officer", "Harbin"), ("province_officer", "Heilongjiang")])
def test_card_decided_by_a_city_names_whoever_revoked_it(as_user, catalogue, officer, office, request):
    card = CardFactory(talent=person("e@example.cn"), tier=Tier.objects.get(slug="e"))

    perform(card, "revoke", by=request.getfixturevalue(officer), reason="材料不实")

    html = as_user(card.talent).get("/me/card/", headers={"accept-language": "en"}).content.decode()
    assert f"{office} revoked it on" in html


def test_erased_reason_leaves_the_office_and_the_day(holder, card, province_officer):
    perform(card, "revoke", by=province_officer, reason="材料不实")
    Reason.objects.all().delete()

    html = holder.get("/me/card/").content.decode()

    assert "Heilongjiang revoked it on" in html
    assert "Reason:" not in html


def test_valid_card_says_nothing_of_an_end(holder):
    html = holder.get("/me/card/").content.decode()

    assert "revoked it on" not in html
    assert "took the place of" not in html


def test_reason_is_the_holders_alone(card, province_officer, other_talent, as_user):
    perform(card, "revoke", by=province_officer, reason="学历证书经核实不属实")
    CardFactory(talent=other_talent)

    assert "学历证书经核实不属实" not in as_user(other_talent).get("/me/card/").content.decode()


def test_new_card_says_which_one_it_replaced_when_and_by_whose_decision(holder, card, city_officer, clock):
    newer = ApplicationFactory(talent=card.talent, tier=Tier.objects.get(slug="e"))
    Application.objects.filter(pk=newer.pk).update(
        status="approved", approved_at=timezone.now(), approved_by=city_officer
    )
    newer.refresh_from_db()

    made = issue(newer, by=city_officer, reason="", data={})

    html = holder.get("/me/card/").content.decode()
    assert made.number[-4:] in html
    said = f"This card took the place of the card {card.number} (tier B) on 20 November 2026, by decision of Harbin."
    assert said in html
