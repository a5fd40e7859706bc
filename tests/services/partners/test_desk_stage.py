"""Does the desk ask for the school stage where a service is counted by it, and nowhere else?"""

import pytest

from accounts.card.actions import show_code
from services.models import Allowance, Entitlement, Use
from tests.cast import staff_of

from .test_stages import LANE, card_of_child

ASKS = 'name="stage"'


@pytest.fixture
def by_stage(card):
    """The lane is given once for each child and stage."""
    given = {"limit": 1, "period": "stage", "family": "spouse_children"}
    Entitlement.objects.filter(service__slug=LANE, tier=card.tier).update(**given)


@pytest.fixture
def lounge(airport, as_user):
    browser = as_user(staff_of(airport, "lounge@example.cn"))
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def answered(lounge, card, key="k1"):
    """The address of the answer to a check of that card."""
    said = {"code": show_code(card)[0], "service": LANE, "form_key": key}
    return lounge.post("/desk/check/", said).url


def recorded(lounge, page, **said):
    answer = lounge.post(f"{page}use/", {"outcome": "served"} | said)
    return answer.status_code, answer.content.decode()


def test_stage_is_asked_where_it_is_counted_by_and_nowhere_else(lounge, card):
    before = lounge.get(answered(lounge, card)).content.decode()
    Entitlement.objects.filter(service__slug=LANE, tier=card.tier).update(limit=1, period="stage")
    asked = lounge.get(answered(lounge, card, key="k2")).content.decode()

    assert (ASKS in before, ASKS in asked) == (False, True)
    assert "counted for each child and school stage" in asked
    assert "not limited" not in asked


def test_use_without_a_stage_comes_back_filled_in_with_the_reason_and_counts_nothing(
    lounge, card, by_stage, province_officer, clock
):
    page = answered(lounge, card_of_child(card, province_officer))

    status, html = recorded(lounge, page, form_key="u1", companions_used="1")

    assert status == 422
    assert "Say which school stage it is for." in html
    assert 'name="companions_used" value="1"' in html
    assert Allowance.objects.count() == 0


def test_use_with_the_holders_own_card_keeps_the_stage_and_says_whose_card_is_wanted(lounge, card, by_stage):
    status, html = recorded(lounge, answered(lounge, card), form_key="u1", stage="primary")

    assert status == 409
    assert "scan the code of the child&#x27;s own family card" in html
    assert '<option value="primary" selected>' in html


def test_each_stage_is_served_once_and_another_stage_besides(lounge, card, by_stage, province_officer, clock):
    child = card_of_child(card, province_officer)
    stages = ("primary", "primary", "junior")

    said = [
        recorded(lounge, answered(lounge, child, key=f"k{number}"), form_key=f"u{number}", stage=stage)[0]
        for number, stage in enumerate(stages)
    ]

    assert said == [302, 409, 302]
    assert sorted(Allowance.objects.values_list("period", "used")) == sorted(
        (f"{stage}:{child.member.number_index[:7]}", 1) for stage in ("primary", "junior")
    )


def test_another_day_needs_no_stage(lounge, card, by_stage, province_officer, clock):
    page = answered(lounge, card_of_child(card, province_officer))

    assert recorded(lounge, page, form_key="u1", outcome="postponed")[0] == 302
    assert Use.objects.get().outcome == "postponed"


def test_stage_that_is_none_is_refused_by_the_form(lounge, card, by_stage, province_officer, clock):
    page = answered(lounge, card_of_child(card, province_officer))

    assert recorded(lounge, page, form_key="u1", stage="university")[0] == 422
    assert Use.objects.count() == 0


def test_too_many_companions_are_refused_beside_their_field(lounge, card):
    status, html = recorded(lounge, answered(lounge, card), form_key="u1", companions_used="2")

    assert status == 409
    assert "The card does not give that many companions." in html
    assert 'name="companions_used" value="2"' in html
