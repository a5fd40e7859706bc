"""Do the pages of a holder's family show each card, and the officer's what is to be compared?"""

import pytest

from accounts.card.qr import qr_svg, verify_url
from accounts.models import Card
from policies.models import Tier
from portal.workflow.engine import perform
from services.models import Check
from tests.cast import ask_for_family, person
from tests.factories import CardFactory


def test_list_says_where_each_stands_and_costs_the_same_for_three(card, child, as_user, django_assert_num_queries):
    browser = as_user(card.talent)
    browser.get("/me/family/")
    with django_assert_num_queries(10):
        page = browser.get("/me/family/").content.decode()
    assert "李小雪" in page
    for number in ("730000008", "730000009"):
        ask_for_family(card, "spouse", number=number)

    with django_assert_num_queries(10):
        browser.get("/me/family/")


def test_members_page_shows_codes_of_its_own_card(card, child, as_user, card_of):
    browser, address = as_user(card.talent), f"/me/family/{child.public_id}/"

    live = browser.post(f"{address}code/").content.decode()
    made = browser.post(f"{address}code/", {"offline": "1"})

    assert "<svg" in live
    assert set(card_of(child).live_codes.values_list("kind", flat=True)) == {"live", "offline"}
    assert card.live_codes.count() == 0
    assert "<details open>" in browser.get(made.url).content.decode()
    assert "<details>" in browser.get(address).content.decode()  # one code to be scanned at a time


def test_card_of_a_member_is_printed_with_its_own_code_and_by_nobody_else(card, child, as_user, card_of, other_talent):
    browser, address = as_user(card.talent), f"/me/family/{child.public_id}/"
    paper = f"/me/card/offline/print/?for={child.public_id}"
    before = browser.get(paper)

    page = browser.get(browser.post(f"{address}code/", {"offline": "1"}).url).content.decode()
    printed = browser.get(paper, headers={"accept-language": "en"}).content.decode()

    assert before.url == f"{address}?kept"
    assert f'href="{paper}"' in page
    code = card_of(child).live_codes.get(kind="offline")
    assert str(qr_svg(verify_url(code.text).upper())) in printed
    assert "Family of tier B · 李**" in printed and "High-level talent of Heilongjiang ·" not in printed
    assert "tick that you have seen it" in printed and f'href="{address}?kept"' in printed
    assert as_user(other_talent).get(paper).status_code == 404
    assert browser.get("/me/card/offline/print/?for=nobody").status_code == 404
    assert browser.get("/me/card/offline/print/").url == "/me/card/offline/"  # the holder has made none


def test_code_is_one_tap_from_the_holders_card_and_survives_a_reload(card, child, as_user, card_of):
    browser, address = as_user(card.talent), f"/me/family/{child.public_id}/"
    for first in ("/me/", "/me/card/"):
        assert f'href="{address}"' in browser.get(first).content.decode()
    page = browser.get(address).content.decode()
    assert f'data-url="{address}code/"' in page
    assert f"{(number := card_of(child).number)[:3]} {number[3:7]} {number[7:11]} {number[11:]}" in page
    assert "js/card" in page

    part = browser.post(f"{address}code/", headers={"X-Requested-With": "fetch"}).content.decode()
    again = browser.get(f"{address}code/")

    assert ("<svg" in part, "<html" in part, f'action="{address}code/"' in part) == (True, False, True)
    assert (again.status_code, again.url) == (302, address)


def test_suspended_card_of_the_family_is_not_offered_beside_the_holders(card, child, as_user, card_of):
    browser = as_user(card.talent)
    perform(card_of(child), "suspend", by=card.talent)

    assert "李小雪" not in browser.get("/me/card/").content.decode()
    answer = browser.post(f"/me/family/{child.public_id}/code/", headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 409


@pytest.mark.parametrize(("address", "statements", "links"), [("/me/card/", 10, 4), ("/me/", 17, 3)])
def test_pages_of_the_card_cost_the_same_for_one_of_the_family_and_for_three(
    card, child, province_officer, as_user, address, statements, links, django_assert_num_queries
):
    browser = as_user(card.talent)
    browser.get(address)
    with django_assert_num_queries(statements):
        browser.get(address)
    for number in ("730000008", "730000009"):
        perform(ask_for_family(card, "spouse", number=number), "accept", by=province_officer)

    with django_assert_num_queries(statements):
        page = browser.get(address).content.decode()

    assert page.count('href="/me/family/') == links  # three cards, and the list on the page of the card


def test_tier_without_family_says_so_instead_of_a_form(catalogue, as_user):
    card = CardFactory(talent=person("e@example.cn"), tier=Tier.objects.get(slug="e"))
    browser = as_user(card.talent)

    assert "没有家属待遇" in browser.get("/me/family/").content.decode()
    assert "没有家属待遇" in browser.get("/me/family/new/").content.decode()


def test_officer_sees_the_end_of_the_number_and_ticks_the_proof(card, province_officer, as_user, card_of):
    member, browser = ask_for_family(card), as_user(province_officer)
    case = f"/admin/accounts/familymember/{member.pk}"

    page = browser.get(f"{case}/change/").content.decode()
    browser.post(f"{case}/step/accept/", {"form_key": "a"})
    assert (member.number in page, Card.objects.count()) == (False, 1)
    browser.post(f"{case}/step/accept/", {"form_key": "b", "has_seen_proof": "on"})

    assert card_of(member).status == "active"
    assert Check.objects.count() == 0
