"""Is a partner's key good until its last day, from where it may be used, in measure, and can it be changed in time?"""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client as System
from django.utils import timezone

from accounts.card.actions import show_code
from portal.audit.models import History
from portal.notifications.models import InboxMessage
from portal.tally import Tally
from services.models import PartnerClient, PartnerEvent
from services.partners import keys
from services.partners.clients import change_client, give_client
from services.partners.expiry import warn

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def key(hospital):
    """`key(**about)` is a client of the hospital and a function that checks a code with its token."""

    def give(**about):
        link, secret = give_client(hospital, **about)
        asked = {"grant_type": "client_credentials", "client_id": link.client_id, "client_secret": secret}
        answer = System().post("/identity/o/api/token", asked | {"scope": "partner"})
        headers = {"authorization": f"Bearer {answer.json()['access_token']}", "accept-language": "en"}

        def check(code="0000000000", **where):
            body = {"code": code, "service": "medical-green-channel"}
            return System(headers=headers, **where).post("/api/v1/partner/checks/", body, "application/json")

        return link, check

    return give


def today(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


# -- the last day -----------------------------------------------------------------------------------------------------
def test_key_is_good_on_its_last_day_and_refused_the_day_after(key, policy_admin):
    link, check = key(expires_on=today())
    assert check().status_code == 201

    change_client(link, expires_on=today(-1), addresses="", by=policy_admin)

    answer = check()
    assert (answer.status_code, answer.json()["code"]) == (401, "key_expired")
    assert "WWW-Authenticate" in answer.headers


def test_warning_goes_out_thirty_and_seven_days_before_and_once_each(key, hospital, policy_admin):
    link, _check = key(expires_on=today(31))
    assert (warn(), InboxMessage.objects.count()) == (0, 0)

    for days in (30, 29, 8, 7, 1):
        PartnerClient.objects.update(expires_on=today(days))
        warn()
        warn()

    told = InboxMessage.objects.filter(user=policy_admin, template="client_expiring").order_by("pk")
    assert [message.context["days"] for message in told] == [30, 7]
    events = PartnerEvent.objects.filter(partner=hospital, kind="client.expiring").order_by("pk")
    assert [event.data["expires_on"] for event in events] == [today(30).isoformat(), today(7).isoformat()]
    assert {event.data["client_id"] for event in events} == {str(link.client_id)}


def test_key_with_another_last_day_is_warned_of_anew(key, policy_admin):
    link, _check = key(expires_on=today(5))
    assert warn() == 1

    change_client(link, expires_on=today(20), addresses="", by=policy_admin)

    assert warn() == 1
    assert InboxMessage.objects.filter(user=policy_admin).count() == 2


def test_two_keys_are_good_at_once_so_that_one_follows_the_other_without_a_gap(key, card, policy_admin):
    _old, check_with_old = key()
    _new, check_with_new = key()

    assert [check(show_code(card)[0]).json()["reason"] for check in (check_with_old, check_with_new)] == ["ok", "ok"]


# -- from where -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "status"),
    [("203.0.113.9", 201), ("::ffff:203.0.113.9", 201), ("198.51.100.1", 403), ("2001:db8::1", 403)],
)
def test_key_is_used_from_its_own_addresses_alone(key, address, status):
    _link, check = key(addresses="203.0.113.0/24\n192.0.2.7/32")

    answer = check(REMOTE_ADDR=address)

    assert answer.status_code == status
    assert status == 201 or answer.json()["code"] == "address_not_allowed"


def test_address_that_the_caller_invents_does_not_count(key):
    _link, check = key(addresses="203.0.113.0/24")

    assert check(HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 403


# -- in measure -------------------------------------------------------------------------------------------------------
@pytest.fixture
def three_a_minute(settings):
    settings.PARTNER_CALLS_A_MINUTE = 3


def test_fourth_call_of_three_is_told_to_wait_and_other_partners_are_not(key, three_a_minute, clock, school):
    _link, check = key()
    _second, check_too = key()
    clock.shift(dt.timedelta(seconds=20))

    answers = [check(), check(), check_too(), check()]

    assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
    assert answers[-1].json()["code"] == "too_many_calls"
    assert answers[-1].headers["Retry-After"] == "40"
    keys._count(PartnerClient(partner=school))
    clock.shift(dt.timedelta(seconds=40))
    assert check().status_code == 201


def test_calls_that_another_process_answered_count_though_the_cache_is_emptied(key, three_a_minute, clock):
    link, check = key()
    other_process = Tally(keys.CALLS.name)
    for _call in range(2):
        other_process.add(link.partner_id)
    cache.clear()

    answers = [check(HTTP_X_FORWARDED_FOR=f"198.51.100.{number}") for number in range(3)]

    assert [answer.status_code for answer in answers] == [201, 429, 429]


# -- its use ----------------------------------------------------------------------------------------------------------
def test_use_is_noted_once_an_hour_and_costs_no_statement_in_between(key, card, django_assert_num_queries):
    link, check = key()
    check()
    link.refresh_from_db()
    assert timezone.now() - link.last_used_at < dt.timedelta(minutes=1)

    code, _row = show_code(card)
    with django_assert_num_queries(6):  # token with client and key; savepoint, facts, code used, row written, released
        check(code)
    PartnerClient.objects.update(last_used_at=timezone.now() - dt.timedelta(minutes=61))
    check()

    link.refresh_from_db()
    assert timezone.now() - link.last_used_at < dt.timedelta(minutes=1)


# -- the dialogs ------------------------------------------------------------------------------------------------------
def dialog(partner, rest=""):
    return f"/admin/accounts/partner/{partner.pk}/client/{rest}"


def test_last_day_and_addresses_are_given_and_changed_by_dialog(as_user, policy_admin, hospital):
    browser = as_user(policy_admin)
    given = {"expires_on": today(400).isoformat(), "addresses": "203.0.113.7\n10.0.0.9/8"}

    browser.post(dialog(hospital), given | {"form_key": "k1"})
    link = PartnerClient.objects.get()
    assert (link.expires_on, link.addresses) == (today(400), "203.0.113.7/32\n10.0.0.0/8")
    page = browser.post(dialog(hospital, f"{link.pk}/change/"), {"form_key": "k2"}, headers=ENGLISH, follow=True)

    link.refresh_from_db()
    assert (link.expires_on, link.addresses) == (None, "")
    assert "This holds from the next call on." in page.text
    assert "without an end" in page.text and "never used" in page.text
    assert [row.action for row in History.objects.of(hospital)] == ["client_given", "client_changed"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("expires_on", "2020-01-01", "This day is over."), ("addresses", "nowhere", "This is no address: nowhere")],
)
def test_what_cannot_be_is_said_and_stays_in_the_form(as_user, policy_admin, hospital, field, value, words):
    page = as_user(policy_admin).post(dialog(hospital), {field: value, "form_key": "k1"}, headers=ENGLISH)

    assert words in page.text and value in page.text
    assert not PartnerClient.objects.exists()


def test_dialog_says_how_a_key_is_changed_once_there_is_one(as_user, policy_admin, hospital):
    browser = as_user(policy_admin)
    before = browser.get(dialog(hospital), headers=ENGLISH).text
    give_client(hospital)

    assert "the former one stays valid" not in before
    assert "the former one stays valid" in browser.get(dialog(hospital), headers=ENGLISH).text
