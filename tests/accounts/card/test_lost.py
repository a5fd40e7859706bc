"""Can whoever lost everything suspend the card from a stranger's phone, and does nobody learn who has one?"""

import re
import secrets

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.card import lost
from accounts.card.actions import show_code
from accounts.models import Card, User
from portal.models import OutboxMessage
from portal.notifications.tasks import sweep
from portal.workflow.engine import perform
from tests.cast import ask_for_family
from tests.factories import PASSWORD
from tests.services.partners.test_checks import ask

PHONE = "+8613800008888"


@pytest.fixture
def holder(card):
    User.objects.filter(pk=card.talent_id).update(phone=PHONE, phone_verified_at=timezone.now())
    return card.talent


@pytest.fixture
def child(card, province_officer):
    return perform(ask_for_family(card), "accept", by=province_officer)


def signed_in(person):
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    phone = Client()
    phone.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert phone.get("/me/card/").status_code == 200
    return phone


def report(client, who):
    return client.post("/lost/", {"who": who, "form_key": secrets.token_hex(8)})


def sent_code():
    sweep()
    codes = (re.search(r"\b\d{6}\b", letter.body) for letter in reversed(mail.outbox))
    return next(code[0] for code in codes if code)


@pytest.mark.parametrize("by", ["number", "spaced number", "phone", "email"])
def test_card_is_suspended_with_the_code_whatever_was_entered(card, holder, anonymous, hospital, by):
    number = card.number
    spaced = f"{number[:3].lower()} {number[3:7]} {number[7:]}"
    who = {"number": number, "spaced number": spaced, "phone": "138 0000 8888", "email": holder.email.upper()}[by]
    shown = show_code(card)[0]

    assert report(anonymous, who).url == "/lost/code/"
    answer = anonymous.post("/lost/code/", {"code": sent_code()})

    assert (answer.status_code, answer.url) == (302, "/lost/done/")
    assert anonymous.get("/lost/done/").status_code == 200
    assert ask(hospital, shown).reason == "card_suspended"
    assert set(OutboxMessage.objects.filter(template="card_lost_code").values_list("channel", flat=True)) == {
        "email",
        "sms",
    }


def test_known_and_unknown_people_are_answered_alike(card, anonymous):
    known, unknown = (_seen(who) for who in (card.talent.email, "nobody@example.cn"))

    assert known == unknown
    assert OutboxMessage.objects.filter(template="card_lost_code").count() == 1


def _seen(who):
    client = Client()
    first = report(client, who)
    pages = [client.get("/lost/code/"), client.post("/lost/code/", {"code": "000000"})]
    plain = [
        [line for line in page.content.decode().splitlines() if "csrf" not in line and "form_key" not in line]
        for page in pages
    ]
    return first.status_code, first.url, sorted(first.headers), [page.status_code for page in pages], plain


def test_wrong_code_five_times_is_slowed_and_the_card_stays(card, anonymous):
    report(anonymous, card.number)

    answers = [anonymous.post("/lost/code/", {"code": "12345x"}).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
    assert anonymous.post("/lost/code/", {"code": sent_code()}).status_code == 429
    assert Card.objects.get().status == "active"


def test_codes_to_one_person_stay_few(card):
    answers = [report(Client(), card.talent.email).status_code for _ in range(4)]

    assert answers == [302] * 3 + [429]
    assert OutboxMessage.objects.filter(template="card_lost_code").count() == 3


def test_code_that_is_over_is_as_wrong_as_another(card, anonymous, clock):
    report(anonymous, card.number)
    code = sent_code()
    clock.shift(601)

    assert anonymous.post("/lost/code/", {"code": code}).status_code == 422
    assert Card.objects.get().status == "active"


def test_code_serves_once_and_in_the_browser_that_asked_alone(card, anonymous):
    report(anonymous, card.number)
    code = sent_code()

    assert Client().post("/lost/code/", {"code": code}).url == "/lost/"
    anonymous.post("/lost/code/", {"code": code})
    assert anonymous.post("/lost/code/", {"code": code}).url == "/lost/done/"
    assert Client().post("/lost/code/", {"code": code}).url == "/lost/"
    assert Client().get("/lost/done/").url == "/lost/"


@pytest.mark.parametrize("by", ["number", "email"])
def test_lost_phone_lifts_nothing_and_shows_no_card_of_the_family(card, holder, anonymous, child, by):
    phone = signed_in(holder)
    Card.objects.filter(pk=card.pk).update(status="suspended", suspended_at=timezone.now(), suspended_by=holder)
    report(anonymous, getattr(card, by, holder.email))

    anonymous.post("/lost/code/", {"code": sent_code(), "with_phone": "on"})

    assert list(Card.objects.values_list("status", flat=True)) == ["suspended"] * 2
    assert phone.post("/me/card/change/lift/", {"form_key": "k"}).url.startswith("/accounts/login/")
    assert Card.objects.filter(status="active").count() == 0
    assert "在所有设备上退出登录" in anonymous.get("/lost/done/").content.decode()


def test_who_has_the_phone_stays_signed_in_and_the_family_keeps_its_cards(card, holder, anonymous, child):
    phone = signed_in(holder)
    report(anonymous, card.number)

    anonymous.post("/lost/code/", {"code": sent_code()})

    assert list(Card.objects.order_by("pk").values_list("status", flat=True)) == ["suspended", "active"]
    assert phone.get("/me/card/").status_code == 200
    assert "在所有设备上退出登录" not in anonymous.get("/lost/done/").content.decode()


def test_phone_is_taken_to_be_lost_unless_somebody_says_otherwise(card, anonymous):
    report(anonymous, card.number)

    assert re.search(r'name="with_phone"[^>]*checked', anonymous.get("/lost/code/").content.decode())


def test_session_holds_no_code_and_says_nothing_of_the_person(card, anonymous):
    report(anonymous, card.talent.email)

    kept = anonymous.session[lost.SESSION_KEY]
    assert sent_code() not in str(kept)
    assert card.talent.email not in str(kept)
