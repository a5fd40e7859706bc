"""Does a holder who rings get a code only over the registered number, and nobody else anything?"""

import re

import pytest
from django.utils import timezone

from accounts.models import LiveCode
from portal.guessing import LIMIT
from portal.models import InboxMessage
from portal.notifications.texts import words_for
from portal.workflow.engine import Refusal, perform
from services.callbacks.actions import CALL_WITHIN
from services.models import CallBack, CallBackAnswer, Check, Use
from services.partners.uses import record
from tests.cast import ask_for_family, person
from tests.factories import CardFactory
from tests.services.partners.test_checks import ask

GREEN = "medical-green-channel"
PHONE = "+8613800008815"


@pytest.fixture
def holder(card):
    card.talent.phone, card.talent.phone_verified_at = PHONE, timezone.now()
    card.talent.save()
    return card.talent


@pytest.fixture
def desk(desk_staff, as_user):
    browser = as_user(desk_staff)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def rings(desk, card, name="李明远", key="c1", **more):
    said = {"number": card.number, "name": name, "service": GREEN, "form_key": key}
    return desk.post("/desk/calls/", said | more, follow=True)


def page_of(answer):
    return answer.redirect_chain[-1][0]


def test_holder_rings_is_rung_back_and_is_served_with_the_code(desk, card, holder, hospital):
    answer = rings(desk, card)
    assert f'<a href="tel:{PHONE}">138 0000 8815</a>' in answer.content.decode()
    assert LiveCode.objects.get().text not in answer.content.decode().replace(" ", "")

    said = desk.post(page_of(answer), {"answered": "holder", "form_key": "a1"}, follow=True).content.decode()

    code = LiveCode.objects.get()
    assert code.text in said.replace(" ", "")
    assert PHONE not in said
    assert ask(hospital, code.text).reason == "ok"
    assert list(InboxMessage.objects.filter(user=holder).values_list("template", flat=True)) == ["code_made_by_window"]


def test_code_that_a_window_made_on_a_call_ends_after_twenty_four_hours(desk, card, holder, hospital, clock):
    desk.post(page_of(rings(desk, card)), {"answered": "holder", "form_key": "a1"})
    text = LiveCode.objects.get().text

    clock.shift(24 * 3600 - 1)
    assert ask(hospital, text).reason == "ok"
    clock.shift(1)
    assert ask(hospital, text).reason == "expired"


@pytest.mark.parametrize("answered", ["other", "nobody"])
def test_whoever_else_answers_gets_no_code_and_the_holder_is_told(desk, card, holder, hospital, answered):
    page, text = page_of(rings(desk, card)), LiveCode.objects.get().text

    said = desk.post(page, {"answered": answered, "form_key": "a1"}, follow=True).content.decode()

    assert PHONE not in said
    assert ask(hospital, text).reason == "expired"
    assert InboxMessage.objects.get(user=holder).template == "code_asked_by_telephone"


@pytest.mark.parametrize("wrong", [{"number": "HLJ202600000000"}, {"name": "李明"}, {"name": ""}])
def test_wrong_number_and_wrong_name_are_answered_alike_and_count_as_guesses(desk, card, holder, wrong):
    answer = rings(desk, card, **wrong)

    assert answer.status_code == (422 if wrong.get("name") == "" else 404)
    assert PHONE not in answer.content.decode()
    assert (CallBack.objects.count(), LiveCode.objects.count()) == (0, 0)
    assert list(Check.objects.values_list("reason", "holder")) == [("unknown_code", None)] * bool(wrong.get("name", 1))


@pytest.mark.slow
def test_guessing_by_telephone_is_slowed(desk, card, holder):
    for number in range(LIMIT):
        rings(desk, card, name="某某", key=f"g{number}")

    assert rings(desk, card, key="last").status_code == 429
    assert CallBack.objects.count() == 0


def test_holder_without_a_verified_number_is_not_found(desk, card):
    assert rings(desk, card).status_code == 404


def test_name_is_found_as_it_is_said(desk, card, holder):
    assert rings(desk, card, name=" 李 明远 ", number=card.number.lower()).redirect_chain


def test_suspended_card_is_answered_as_at_the_counter(desk, card, holder):
    perform(card, "suspend", by=holder)

    answer = rings(desk, card)

    assert "The card is suspended" in answer.content.decode()
    assert (CallBack.objects.count(), LiveCode.objects.get().text) == (0, None)


def test_pressing_twice_is_one_call_and_one_answer(desk, card, holder):
    first, second = rings(desk, card), rings(desk, card)
    for _press in range(2):
        desk.post(page_of(first), {"answered": "holder", "form_key": "a1"})

    assert page_of(first) == page_of(second)
    assert (CallBack.objects.count(), LiveCode.objects.count(), CallBackAnswer.objects.count()) == (1, 1, 1)


def test_after_a_quarter_of_an_hour_the_number_is_gone_and_no_answer_is_taken(desk, card, holder, clock):
    page = page_of(rings(desk, card))
    clock.shift(CALL_WITHIN * 1.1)

    assert PHONE not in desk.get(page).content.decode()
    desk.post(page, {"answered": "holder", "form_key": "a1"})
    assert CallBackAnswer.objects.count() == 0


def test_nothing_is_recorded_as_served_for_somebody_who_only_rang(desk, card, holder):
    rings(desk, card)

    with pytest.raises(Refusal) as refusal:
        record(Check.objects.get(), outcome="served")

    assert refusal.value.code == "not_shown"
    assert Use.objects.count() == 0


def test_holder_sees_the_call_in_the_access_log(desk, card, holder, as_user):
    desk.post(page_of(rings(desk, card)), {"answered": "nobody", "form_key": "a1"})

    assert "电话查询 · 无人接听" in as_user(holder).get("/me/access-log/").content.decode()


# -- for one of the family --------------------------------------------------------------------------------------------
@pytest.fixture
def child(card, holder, province_officer):
    return perform(ask_for_family(card), "accept", by=province_officer)


def test_mother_rings_for_her_child_and_the_code_is_the_childs(desk, card, holder, child, hospital):
    asked = rings(desk, card, member="李小雪")
    page = asked.content.decode()
    said = desk.post(page_of(asked), {"answered": "holder", "form_key": "a1"}, follow=True).content.decode()
    code = LiveCode.objects.get()

    assert PHONE in page
    assert [re.findall(r"<dd>(?:<b>)?(李[^<]*)(?:</b>)?([^<]*)</dd>", one) for one in (page, said)] == [
        [("李**", ""), ("李**", " · child")]
    ] * 2
    assert code.text in said.replace(" ", "")
    assert (code.card.member, ask(hospital, code.text).reason) == (child, "ok")
    assert set(Check.objects.values_list("card", "holder")) == {(code.card_id, holder.pk)}


def test_holder_reads_for_whom_the_code_was_made_and_a_letter_says_it_not(desk, card, holder, child):
    for key, answered in (("c1", "holder"), ("c2", "nobody")):
        desk.post(page_of(rings(desk, card, member="李小雪", key=key)), {"answered": answered, "form_key": key})

    for row in InboxMessage.objects.filter(user=holder, template__startswith="code_"):
        words = {channel: words_for(row.template, "en", channel, row.context).body for channel in ("inbox", "email")}
        assert ["(child)" in words[channel] for channel in ("inbox", "email")] == [True, False]


@pytest.mark.parametrize("named", ["李小雨", "李明远", "王小雪"])
def test_who_is_not_of_that_family_is_answered_as_a_wrong_number(desk, card, holder, child, province_officer, named):
    theirs = CardFactory(talent=person("theirs@example.cn"))
    perform(ask_for_family(theirs, name="王小雪"), "accept", by=province_officer)

    answer = rings(desk, card, member=named)

    assert (answer.status_code, PHONE in answer.content.decode()) == (404, False)
    assert list(Check.objects.values_list("reason", "holder")) == [("unknown_code", None)]
    assert LiveCode.objects.count() == 0


def test_lost_card_of_the_child_is_answered_as_at_the_counter(desk, card, holder, child):
    perform(child.cards.get(), "suspend", by=holder)

    assert "The card is suspended" in rings(desk, card, member="李小雪").content.decode()
    assert CallBack.objects.count() == 0
