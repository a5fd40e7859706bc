"""Does one touch end nothing that a holder made with a card, and one more end it?"""

import pytest
from django.utils import timezone

from accounts.models import Card, LiveCode
from portal.workflow.engine import perform
from services.models import Proxy
from services.partners.spoken import make, purposes_of
from services.proxies.actions import name_proxy
from tests.cast import ask_for_family

SPOKEN, PROXIES = "/me/card/spoken/", "/me/card/proxies/"
BUTTON = {SPOKEN: "End this code now", PROXIES: "End it now"}


@pytest.fixture
def childs(card, hospital, province_officer):
    """The card of the holder's child."""
    member = perform(ask_for_family(card), "accept", by=province_officer)
    return Card.objects.get(member=member)


@pytest.fixture
def holder(card, as_user):
    browser = as_user(card.talent)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture(params=[SPOKEN, PROXIES])
def made(request, childs):
    """Where something that the holder made with the child's card is listed, and its own page."""
    purpose, about = purposes_of(childs)[0], {"days": 1, "by": childs.talent}
    if request.param == SPOKEN:
        return SPOKEN, f"{SPOKEN}{make(childs, purpose, **about).page_id}/"
    return PROXIES, f"{PROXIES}{name_proxy(childs, purpose, name='王芳', **about).public_id}/"


def good():
    return LiveCode.objects.good(timezone.now()).count() + Proxy.objects.good(timezone.now()).count()


def main_of(browser, address):
    return browser.get(address).content.decode().partition("<main")[2]


def test_list_and_page_lead_to_the_question_and_end_nothing_themselves(made, holder):
    _listed, page = made

    for address in made:
        html = main_of(holder, address)
        assert html.count(f'href="{page}end/"') == 1
        assert f'action="{page}end/"' not in html
    assert good() == 1


def test_question_names_what_ends_for_whom_and_leads_back(made, holder):
    listed, page = made

    html = main_of(holder, f"{page}end/")

    said = ("李小雪 (child)", "It cannot be made good again", BUTTON[listed])
    assert [words for words in said if words not in html] == []
    assert f'<a class="btn quiet wide" href="{listed}">Keep it</a>' in html
    assert good() == 1


def test_one_more_touch_ends_it_and_a_second_finds_it_ended(made, holder):
    listed, page = made

    answers = [holder.post(f"{page}end/") for _press in range(2)]

    assert [answer.url for answer in answers] == [listed, listed]
    assert good() == 0
    assert holder.get(f"{page}end/").url == listed


def test_strangers_are_asked_nothing(made, as_user, other_talent):
    _listed, page = made

    assert as_user(other_talent).get(f"{page}end/").status_code == 404
    assert as_user(other_talent).post(f"{page}end/").status_code == 404
    assert good() == 1
