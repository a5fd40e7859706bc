"""Do the pages of a holder's family show each card, and the officer's what is to be compared?"""

from accounts.models import Card
from policies.models import Tier
from services.models import Check
from tests.cast import ask_for_family, person
from tests.factories import CardFactory


def test_list_says_where_each_stands_and_costs_the_same_for_three(card, child, as_user, django_assert_num_queries):
    browser = as_user(card.talent)
    browser.get("/me/family/")
    with django_assert_num_queries(10):
        page = browser.get("/me/family/").content.decode()
    assert "李小雪" in page
    for number in ("720000008", "720000009"):
        ask_for_family(card, "spouse", number=number)

    with django_assert_num_queries(10):
        browser.get("/me/family/")


def test_members_page_shows_codes_of_its_own_card(card, child, as_user, card_of):
    browser, address = as_user(card.talent), f"/me/family/{child.public_id}/"

    live = browser.post(f"{address}code/").content.decode()
    browser.post(f"{address}code/", {"offline": "1"})

    assert "<svg" in live
    assert set(card_of(child).live_codes.values_list("kind", flat=True)) == {"live", "offline"}
    assert card.live_codes.count() == 0
    assert "<svg" in browser.get(address).content.decode()


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
