"""Does one phone, and no other, show the card for one purpose, until the holder ends it?"""

import re

import pytest
from django.test import Client

from accounts.models import LiveCode
from portal.models import InboxMessage
from portal.workflow.engine import Refusal, perform
from services.models import Check, Proxy, ProxyCode, Use
from services.partners.spoken import purposes_of
from services.partners.uses import record
from services.proxies.actions import MOST, end_proxy, name_proxy, show_for
from tests.services.partners.test_checks import ask
from tests.services.partners.test_spoken import DAY

GREEN = "medical-green-channel"


@pytest.fixture
def purpose(card, hospital):
    return next(one for one in purposes_of(card) if one.service and one.service.slug == GREEN)


@pytest.fixture
def proxy(card, purpose):
    return name_proxy(card, purpose, name="王芳", days=1, by=card.talent)


def phone():
    return Client(headers={"accept-language": "en"})


def opened(proxy):
    found = phone()
    found.post(f"/proxy/{proxy.link}/")
    return found


def code_on(found, link):
    html = found.post(f"/proxy/{link}/").content.decode()
    shown = re.search(r'id="code-text">([^<]+)<', html)
    return shown and shown[1].replace(" ", "")


def test_holder_names_somebody_and_their_phone_shows_the_card(card, hospital, purpose, as_user):
    holder = as_user(card.talent)
    asked = {"name": "王芳", "purpose": purpose.key, "days": 1, "form_key": "p1"}
    page = holder.post("/me/card/proxies/", asked, follow=True).content.decode()
    link = Proxy.objects.get().link
    assert f"/proxy/{link}/" in page

    found = phone()
    assert "王芳" in found.get(f"/proxy/{link}/").content.decode()
    found.post(f"/proxy/{link}/")
    check = ask(hospital, code_on(found, link))

    assert (check.reason, check.code_kind, check.holder) == ("ok", "proxy", card.talent)
    assert ProxyCode.objects.get(check_made=check).proxy.name == "王芳"
    assert InboxMessage.objects.get(user=card.talent).template == "proxy_opened"
    assert "王芳" in holder.get("/me/access-log/").content.decode()
    assert link not in holder.get(f"/me/card/proxies/{Proxy.objects.get().public_id}/").content.decode()


def test_link_opens_on_one_phone_alone(proxy):
    link, first = proxy.link, opened(proxy)

    second = phone()
    assert second.get(f"/proxy/{link}/").status_code == 404
    assert "李" not in second.post(f"/proxy/{link}/").content.decode()
    assert code_on(second, link) is None
    assert code_on(first, link)


def test_code_works_for_the_purpose_alone_and_once(proxy, hospital, airport):
    link, found = proxy.link, opened(proxy)

    assert ask(airport, code_on(found, link), service="airport-lane").reason == "service_not_yours"
    code = code_on(found, link)
    assert [ask(hospital, code).reason for _ in range(2)] == ["ok", "already_used"]


def test_counter_is_told_to_look_at_the_proxys_document(proxy, hospital, desk_staff, as_user):
    code = code_on(opened(proxy), proxy.link)
    desk = as_user(desk_staff)

    page = desk.post("/desk/check/", {"code": code, "service": GREEN, "form_key": "a"}, follow=True)

    assert "由代持人王芳的手机出示" in page.content.decode()
    with pytest.raises(Refusal, match="身份证件"):
        record(Check.objects.get(), outcome="served")
    record(Check.objects.get(), outcome="served", has_seen_identity=True)
    assert Use.objects.get().has_seen_identity


def test_ended_proxy_shows_nothing_more(proxy, card, as_user):
    link, found = proxy.link, opened(proxy)
    as_user(card.talent).post(f"/me/card/proxies/{proxy.public_id}/end/")

    assert found.get(f"/proxy/{link}/").status_code == 404
    assert code_on(found, link) is None
    with pytest.raises(Refusal) as refusal:
        show_for(Proxy.objects.get())
    assert refusal.value.code == "ended"


def test_after_its_time_the_phone_shows_nothing(clock, proxy):
    link, found = proxy.link, opened(proxy)
    clock.shift(DAY)

    assert found.get(f"/proxy/{link}/").status_code == 404
    assert code_on(found, link) is None


def test_suspended_card_is_shown_by_nobody(proxy, card):
    link, found = proxy.link, opened(proxy)
    perform(card, "suspend", by=card.talent)

    answer = found.post(f"/proxy/{link}/")

    assert answer.status_code == 409
    assert LiveCode.objects.count() == 0


def test_unknown_link_says_whom_to_ask(db):
    answer = phone().get("/proxy/nothing/")

    assert answer.status_code == 404
    assert "Ask the holder" in answer.content.decode()


@pytest.mark.parametrize(("days", "code"), [(2, "too_long"), (0, "too_long")])
def test_length_is_that_of_a_spoken_code(card, purpose, days, code):
    with pytest.raises(Refusal) as refusal:
        name_proxy(card, purpose, name="王芳", days=days, by=card.talent)

    assert refusal.value.code == code


def test_nobody_else_names_a_proxy_and_five_are_the_most(card, purpose, desk_staff):
    with pytest.raises(Refusal) as refusal:
        name_proxy(card, purpose, name="王芳", days=1, by=desk_staff)
    assert refusal.value.code == "not_allowed"

    made = [name_proxy(card, purpose, name="王芳", days=1, by=card.talent) for _ in range(MOST)]
    with pytest.raises(Refusal) as refusal:
        name_proxy(card, purpose, name="王芳", days=1, by=card.talent)
    assert refusal.value.code == "too_many_proxies"
    end_proxy(made[0])
    assert name_proxy(card, purpose, name="王芳", days=1, by=card.talent)


def test_pressing_twice_names_one_and_a_wrong_form_comes_back_filled_in(card, purpose, as_user):
    holder = as_user(card.talent)
    asked = {"name": "王芳", "purpose": purpose.key, "days": 1, "form_key": "p1"}

    wrong = holder.post("/me/card/proxies/", asked | {"purpose": "", "form_key": "p0"})
    pages = {holder.post("/me/card/proxies/", asked).url for _press in range(2)}

    assert (wrong.status_code, "王芳" in wrong.content.decode()) == (422, True)
    assert (len(pages), Proxy.objects.count()) == (1, 1)


def test_another_holder_sees_and_ends_none_of_it(proxy, talent, as_user):
    other = as_user(talent)

    assert other.get(f"/me/card/proxies/{proxy.public_id}/").status_code == 404
    assert other.post(f"/me/card/proxies/{proxy.public_id}/end/").status_code == 404
    assert Proxy.objects.get().ended_at is None
