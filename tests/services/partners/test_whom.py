"""Does a holder make a code and name a proxy for each of the family, and is every look then at that card?"""

import re
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Card, LiveCode
from portal.models import InboxMessage
from portal.workflow.engine import perform
from services.catalogue.held import held_of
from services.models import Check, Entitlement, Proxy, Service
from services.partners.answers import answer_body
from services.partners.checks import check_code
from services.partners.counter import at
from services.partners.spoken import make, purposes_of
from services.partners.uses import record
from services.proxies.actions import MOST, name_proxy
from tests.cast import ask_for_family, person
from tests.factories import CardFactory

GREEN, LANE = "medical-green-channel", "airport-lane"
SPOKEN, PROXIES = "/me/card/spoken/", "/me/card/proxies/"
WANTED = {"purpose": f"hospital:medical:{GREEN}", "days": "1"}


@pytest.fixture
def member(card, province_officer):
    """Accepts whom of the family is asked for."""

    def accepted(number=0, of=card, **told):
        told = {"number": f"73{number:07d}"} | told
        return perform(ask_for_family(of, **told), "accept", by=province_officer)

    return accepted


@pytest.fixture
def child(member):
    return member(name="李小雪")


@pytest.fixture
def mother(card, as_user):
    browser = as_user(card.talent)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def card_of(member):
    return Card.objects.get(member=member)


def checked(partner, code, service=GREEN):
    return answer_body(check_code(at(partner), code=code, service=service, channel="api"))


def choices(html):
    """What stands to choose from, with what is chosen."""
    found = re.findall(r'href="\?([^"]*)"( aria-current="true")?>([^<]+)</a>', html)
    return [(address, label, bool(chosen)) for address, chosen, label in found]


@pytest.mark.parametrize(
    ("language", "me", "her"), [("en", "For me", "李小雪 (child)"), ("zh-hans", "本人", "李小雪（子女）")]
)
@pytest.mark.parametrize("page", [SPOKEN, PROXIES])
def test_holder_stands_first_and_the_child_is_one_press_away(mother, child, hospital, page, language, me, her):
    mother.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    hers = f"for={child.public_id}"

    assert choices(mother.get(page).content.decode()) == [("", me, True), (hers, her, False)]
    assert choices(mother.get(f"{page}?{hers}").content.decode()) == [("", me, False), (hers, her, True)]


@pytest.mark.parametrize("page", [SPOKEN, PROXIES])
def test_who_has_no_family_is_asked_nothing_more(mother, card, hospital, page):
    assert choices(mother.get(page).content.decode()) == []


def test_page_of_the_childs_card_leads_to_both(mother, child):
    html = mother.get(f"/me/family/{child.public_id}/").content.decode()

    assert all(f'{page}?for={child.public_id}"' in html for page in (SPOKEN, PROXIES))


def test_mother_on_the_telephone_gets_a_code_for_the_child(mother, card, child, hospital, airport):
    page = f"{SPOKEN}?for={child.public_id}"
    offered = mother.get(page).content.decode()
    assert (GREEN in offered, LANE in offered, LANE in mother.get(SPOKEN).content.decode()) == (True, False, True)

    made = mother.post(page, WANTED | {"form_key": "k"}, follow=True).content.decode()
    code = LiveCode.objects.get()
    said = checked(hospital, code.text)["holder"]

    assert "李小雪 (child)" in made
    assert "李小雪 (child) · Hospital · Medical green channel" in mother.get(SPOKEN).content.decode()
    assert (code.card, said["relation"], said["id_tail"]) == (card_of(child), "child", child.number[-2:])
    assert Check.objects.get().holder == card.talent
    assert "card of the child" in mother.get("/me/access-log/").content.decode()


def test_what_the_card_does_not_give_the_child_cannot_be_chosen(mother, child, hospital, airport):
    answer = mother.post(f"{SPOKEN}?for={child.public_id}", WANTED | {"purpose": f"airport:transport:{LANE}"})

    assert (answer.status_code, LiveCode.objects.count()) == (422, 0)
    Entitlement.objects.filter(service__slug=LANE).update(family="spouse_children")
    assert LANE in mother.get(f"{SPOKEN}?for={child.public_id}").content.decode()


def test_use_with_the_childs_code_counts_on_what_the_family_shares(card, child, airport):
    Entitlement.objects.filter(service__slug=LANE).update(family="spouse_children")
    hers, lane = card_of(child), Service.objects.get(slug=LANE)
    before = held_of(card, lane).left
    purpose = next(one for one in purposes_of(hers) if one.service == lane)

    made = make(hers, purpose, days=1, by=card.talent)
    record(check_code(at(airport), code=made.text, service=LANE, channel="desk").check, outcome="served")

    assert [held_of(one, lane).left for one in (card, hers)] == [before - 1] * 2


def test_grandmother_shows_the_childs_card_on_her_phone(mother, card, child, hospital):
    page = f"{PROXIES}?for={child.public_id}"
    named = mother.post(page, WANTED | {"name": "王秀英", "form_key": "p"}, follow=True).content.decode()
    link = f"/proxy/{Proxy.objects.get().link}/"
    assert "李小雪 (child)" in named

    phone = Client(headers={"accept-language": "en"})
    before = phone.get(link).content.decode()
    phone.post(link)
    shown = phone.post(link).content.decode()
    code = re.search(r'id="code-text">([^<]+)<', shown)[1].replace(" ", "")
    answer = checked(hospital, code)

    assert "Show the talent card of 李** (child)?" in before
    assert "The talent card of 李** (child)" in shown
    assert "李小雪" not in before + shown
    assert (answer["holder"]["relation"], answer["holder"]["id_tail"]) == ("child", child.number[-2:])
    assert "王秀英" in answer["instructions"][0]
    assert InboxMessage.objects.get(user=card.talent, template="proxy_opened").context["relation"]["en"] == "child"
    log = mother.get("/me/access-log/").content.decode()
    assert all(words in log for words in ("card of the child", "on the phone of 王秀英"))


def test_lost_card_of_the_holder_leaves_the_childs_to_be_shown_and_the_other_way_round(mother, card, child, hospital):
    perform(card, "suspend", by=card.talent)
    own, hers = mother.get(SPOKEN).content.decode(), mother.get(f"{SPOKEN}?for={child.public_id}").content.decode()
    assert ("<legend" in own, "<legend" in hers) == (False, True)

    perform(card, "lift", by=card.talent)
    perform(card_of(child), "suspend", by=card.talent)
    answer = mother.post(f"{SPOKEN}?for={child.public_id}", WANTED)

    assert (answer.status_code, LiveCode.objects.count()) == (409, 0)
    assert choices(mother.get(f"{SPOKEN}?for={child.public_id}").content.decode()) == [("", "For me", False)]


@pytest.mark.parametrize("page", [SPOKEN, PROXIES])
def test_family_of_another_is_not_there(mother, card, hospital, member, page):
    theirs = member(of=CardFactory(talent=person("theirs@example.cn")))

    for asked in (theirs.public_id, uuid4(), "nobody"):
        assert mother.get(f"{page}?for={asked}").status_code == 404
        assert mother.post(f"{page}?for={asked}", WANTED | {"name": "王秀英"}).status_code == 404
    assert (LiveCode.objects.count(), Proxy.objects.count()) == (0, 0)


@pytest.mark.parametrize(("page", "queries"), [(SPOKEN, 16), (PROXIES, 16)])
@pytest.mark.parametrize("members", [1, 3])
def test_page_costs_the_same_for_one_of_the_family_and_three(
    mother, card, member, hospital, page, queries, members, django_assert_num_queries
):
    cards = [card_of(member(number, name="李小雪")) for number in range(members)]
    for one in cards:
        purpose = next(p for p in purposes_of(one) if p.service and p.service.slug == GREEN)
        make(one, purpose, days=1, by=card.talent)
        name_proxy(one, purpose, name="王秀英", days=1, by=card.talent)
    mother.get(page)

    with django_assert_num_queries(queries):
        html = mother.get(page).content.decode()

    assert html.count("/end/") == members


def test_five_proxies_are_the_most_of_each_card(card, child, hospital):
    for one in (card, card_of(child)):
        purpose = purposes_of(one)[0]
        for _ in range(MOST):
            name_proxy(one, purpose, name="王秀英", days=1, by=card.talent)

    assert Proxy.objects.count() == 2 * MOST
