"""Is a case of being turned away about the card that was turned away, and who reads how much of whose it was?"""

import re

import pytest

from accounts.card.actions import show_code
from accounts.models import Card
from portal.workflow.engine import perform
from services.models import PartnerService, TurnedAway
from services.partners.uses import record
from tests.cast import ask_for_family, person
from tests.factories import CardFactory
from tests.services.partners.test_checks import ask

PAGE = "/me/turned-away/"
CHOICE = re.compile(r'name="card" value="([^"]+)"[^>]*?( checked)?>\s*([^<]+?)\s*<')


@pytest.fixture
def member(card, province_officer):
    """`member(number, **told)`: somebody of the holder's family who has a card."""

    def accepted(number=0, **told):
        asked = ask_for_family(card, **({"number": f"73{number:07d}", "name": "王小雪"} | told))
        return perform(asked, "accept", by=province_officer)

    return accepted


@pytest.fixture
def child(member):
    return member()


@pytest.fixture
def childs(child):
    return Card.objects.get(member=child)


@pytest.fixture
def parent(card, as_user, clock):
    return as_user(card.talent)


@pytest.fixture
def send(parent, hospital):
    """`send(card)` reports it at the hospital by the page; the answer."""

    def post(about=None, **other):
        place = PartnerService.objects.get(partner=hospital)
        given = {"place": place.pk, "text": "窗口不认", "form_key": "a"} | other
        return parent.post(PAGE, given | ({"card": about.public_id} if about else {}))

    return post


def chosen(html):
    return [(key, label, bool(checked)) for key, checked, label in CHOICE.findall(html)]


# -- which card
def test_page_of_the_childs_card_leads_to_the_form_about_it(parent, card, child, childs, hospital):
    address = f"{PAGE}?for={child.public_id}"

    assert f'href="{address}"' in parent.get(f"/me/family/{child.public_id}/").content.decode()
    mine, hers = (str(card.public_id), "我本人的卡"), (str(childs.public_id), "王小雪（子女）")
    assert chosen(parent.get(address).content.decode()) == [(*mine, False), (*hers, True)]
    assert chosen(parent.get(PAGE).content.decode()) == [(*mine, True), (*hers, False)]


def test_form_about_the_child_begins_with_the_counter_that_looked_at_the_childs_card(
    parent, card, child, childs, hospital, airport, clock
):
    ask(hospital, show_code(childs)[0])
    clock.shift(60)
    ask(airport, show_code(card)[0], service="airport-lane")

    forms = [parent.get(address).context["form"] for address in (f"{PAGE}?for={child.public_id}", PAGE)]

    assert [PartnerService.objects.get(pk=form.initial["place"]).partner for form in forms] == [hospital, airport]


def test_case_is_about_the_card_that_was_chosen_with_the_last_check_of_it(send, card, childs, hospital, clock):
    hers = ask(hospital, show_code(childs)[0])
    clock.shift(60)
    ask(hospital, show_code(card)[0])

    answer = send(childs)

    case = TurnedAway.objects.get()
    assert answer.url == f"{PAGE}{case.code}/"
    assert (case.card, case.talent, case.last_check) == (childs, card.talent, hers)


def test_words_about_one_card_do_not_join_the_refusal_of_another(send, card, childs, hospital, desk_staff):
    record(ask(hospital, show_code(childs)[0]), outcome="refused", reason="今日停诊", staff=desk_staff)

    send(card)
    told = TurnedAway.objects.order_by("id").values_list("card", "text")
    assert list(told) == [(childs.pk, ""), (card.pk, "窗口不认")]
    send(childs, form_key="b")
    assert list(told.all()) == [(childs.pk, "窗口不认"), (card.pk, "窗口不认")]


def test_whoever_has_one_card_is_not_asked_and_whoever_has_several_must_say(send, parent, card, hospital, member):
    assert chosen(parent.get(PAGE).content.decode()) == []
    assert send().status_code == 302
    member()

    assert (send(form_key="b").status_code, TurnedAway.objects.get().card) == (422, card)


def test_card_of_another_holder_is_no_choice(send, parent, childs, hospital, province_officer):
    other = CardFactory(talent=person("other@example.cn"))
    theirs = perform(ask_for_family(other, name="李小雪"), "accept", by=province_officer)

    assert send(other).status_code == 422
    assert [parent.get(f"{PAGE}?for={whom}").status_code for whom in (theirs.public_id, "x")] == [404, 404]
    assert not TurnedAway.objects.exists()


@pytest.mark.parametrize("members", [1, 3])
def test_form_costs_the_same_for_one_of_the_family_and_three(
    parent, hospital, member, members, django_assert_num_queries
):
    for number in range(members):
        member(number)
    parent.get(PAGE)

    with django_assert_num_queries(11):
        assert len(chosen(parent.get(PAGE).content.decode())) == members + 1


# -- who reads whose it was
def seen(browser, address):
    return browser.get(address).content.decode().partition("<main")[2]


def test_holder_reads_whose_it_was_in_the_case_and_among_the_others(send, parent, childs):
    send(childs)

    for address in (f"{PAGE}{TurnedAway.objects.get().code}/", "/me/", "/me/cases/"):
        assert "王小雪（子女）" in seen(parent, address)


@pytest.mark.parametrize(("whose", "shown"), [("childs", "王** · 子女"), ("card", "李** · 本人")])
def test_desk_that_was_shown_the_card_reads_the_masked_name_and_no_more(
    request, send, hospital, desk_staff, as_user, childs, whose, shown
):
    about = request.getfixturevalue(whose)
    ask(hospital, show_code(about)[0])
    send(about)

    html = seen(as_user(desk_staff), f"/desk/refusals/{TurnedAway.objects.get().code}/")

    assert f"<dd>{shown}</dd>" in html
    assert [word for word in (about.name, about.number, about.talent.email) if word in html] == []


@pytest.mark.parametrize("check", ["none", "of another card", "of a code that had ended"])
def test_desk_that_was_shown_nothing_reads_no_name(send, card, childs, hospital, desk_staff, as_user, clock, check):
    if check == "of another card":
        ask(hospital, show_code(card)[0])
    if check == "of a code that had ended":
        code, _row = show_code(childs)
        clock.shift(61)
        ask(hospital, code)
    send(childs)

    html = seen(as_user(desk_staff), f"/desk/refusals/{TurnedAway.objects.get().code}/")

    assert "<dd>子女</dd>" in html
    assert "王" not in html


def test_office_of_the_place_reads_the_masked_name_and_others_nothing(
    send, childs, city_officer, other_city_officer, as_user
):
    send(childs)
    address = f"/admin/services/turnedaway/{TurnedAway.objects.get().pk}/change/"

    html = seen(as_user(city_officer), address)

    assert "王** · 子女" in html
    assert "王小雪" not in html
    assert as_user(other_city_officer).get(address).status_code in (302, 404)
