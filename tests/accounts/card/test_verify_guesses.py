"""Is guessing at the page that is open to all slowed, counted and reported, and nobody else kept from looking?"""

import pytest
from django.core.cache import caches
from django.test import Client

from accounts.card.actions import show_code
from accounts.models import LiveCode
from portal.codes import crockford
from portal.guessing import LIMIT, PAUSE
from portal.notifications.models import InboxMessage, OutboxMessage
from tests.hostile.test_limits import FORGED

pytestmark = pytest.mark.slow
HERE, ELSEWHERE = "203.0.113.9", "198.51.100.7"


def look(code, client=None, address=HERE, language="en", **headers):
    client = client or Client()
    return client.get(f"/verify/{code}", REMOTE_ADDR=address, headers={"accept-language": language} | headers)


def guess(times=LIMIT, **more):
    return [look(crockford(10), **more).status_code for _ in range(times)]


def test_after_twenty_unknown_codes_an_hour_each_further_one_makes_the_address_wait(card, clock):
    assert guess(LIMIT + 3) == [404] * LIMIT + [429] * 3

    found = []
    for _ in range(5):
        clock.shift(PAUSE)
        found += guess(2)

    assert found == [404, 429] * 5
    clock.shift(3600)
    assert guess(LIMIT + 1) == [404] * LIMIT + [429]


def test_genuine_code_is_not_looked_at_before_the_pause_is_over_and_is_right_after(card, clock):
    code, _row = show_code(card)
    guess()

    slowed = look(code)
    clock.shift(PAUSE)
    after = look(code)

    assert (slowed.status_code, slowed["Retry-After"], "李**" in slowed.content.decode()) == (429, "5", False)
    assert (after.status_code, "李**" in after.content.decode()) == (200, True)
    assert look(show_code(card)[0]).status_code == 200  # without a new guess nobody waits
    assert LiveCode.objects.exclude(used_at=None).count() == 0


def test_hospital_full_of_people_behind_one_address_looks_at_genuine_codes_all_day(card, clock):
    for _ in range(10 * LIMIT):
        assert look(show_code(card)[0]).status_code == 200
        clock.shift(1)

    assert guess(LIMIT - 1) == [404] * (LIMIT - 1)
    assert look(show_code(card)[0]).status_code == 200


def test_code_that_has_ended_is_no_guess(card, clock):
    code, _row = show_code(card)
    clock.shift(61)

    assert [look(code).status_code for _ in range(LIMIT + 1)] == [200] * (LIMIT + 1)


@pytest.mark.parametrize(("proxies", "ours"), [(0, ""), (1, HERE), (2, f"{HERE}, 10.0.0.1")])
def test_invented_addresses_do_not_help(card, clock, settings, proxies, ours):
    settings.TRUSTED_PROXIES = proxies

    found = []
    for number in range(LIMIT + 1):
        invented = f"198.51.100.{number}"
        forwarded = ", ".join(filter(None, [invented, ours]))
        headers = dict.fromkeys(FORGED, invented) | {"X-Forwarded-For": forwarded}
        found += guess(1, **headers)

    assert found == [404] * LIMIT + [429]


def test_addresses_of_one_site_in_the_new_internet_are_one_and_another_address_is_not_slowed(card, clock):
    for number in range(LIMIT):
        guess(1, address=f"2001:db8::{number:x}")

    assert guess(1, address="2001:db8::ffff:1") == [429]
    assert guess(1, address="2001:db8:1::1") == [404]
    assert look(show_code(card)[0], address=ELSEWHERE).status_code == 200


def test_emptied_cache_forgets_nothing(card, clock):
    guess()
    caches["default"].clear()

    assert guess(1) == [429]


def test_who_has_signed_in_waits_for_the_own_guesses_alone(card, talent, as_user, clock):
    guess()
    browser = as_user(talent)

    assert look(show_code(card)[0], client=browser).status_code == 200
    assert guess(LIMIT + 1, client=browser) == [404] * LIMIT + [429]
    assert guess(1, client=browser, address=ELSEWHERE) == [429]


def test_guesses_of_who_has_signed_in_count_for_the_address_too(card, talent, as_user, clock):
    guess(LIMIT, client=as_user(talent))

    assert guess(1) == [429]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", ("尚未核验", "请等五秒钟", "再看一次")),
        ("en", ("Not looked at yet", "Wait five seconds, then look again", "Look again")),
    ],
)
def test_page_says_what_to_do_and_what_is_kept(card, clock, language, said):
    guess()

    page = look(crockford(10), language=language).content.decode()

    assert [words in page for words in said] == [True] * 3
    assert 'href=""' in page
    assert "stores nothing" not in page


def test_auditor_and_province_are_told_once_an_hour_and_address_of_the_network_alone(
    card, province_officer, auditor, city_officer, clock
):
    for _hour in range(2):
        for _ in range(LIMIT + 5):
            guess(1)
            guess(1, address=ELSEWHERE)
            clock.shift(PAUSE)
        clock.shift(3600)

    told = InboxMessage.objects.filter(template="public_codes_guessed")
    rows = sorted((row.user.email, row.context["network"]) for row in told)
    both = [
        (reader.email, net) for reader in (auditor, province_officer) for net in ("198.51.100.0/24", "203.0.113.0/24")
    ]
    assert rows == sorted(both * 2)
    assert OutboxMessage.objects.filter(template="public_codes_guessed").count() == len(rows)


def test_slow_mistyping_is_neither_slowed_nor_reported(card, auditor, clock):
    found = []
    for _ in range(3 * LIMIT):
        found += guess(1)
        clock.shift(3600 / (LIMIT - 1))

    assert set(found) == {404}
    assert InboxMessage.objects.filter(template="public_codes_guessed").count() == 0


def test_genuine_look_costs_one_statement_more(card, clock, django_assert_num_queries):
    code, _row = show_code(card)
    look(code)

    with django_assert_num_queries(2):  # the counter, the code with its card
        look(code)
