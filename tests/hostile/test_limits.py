"""Does a limit hold against whoever empties the cache, tries under many names or invents where he comes from?"""

import pytest
from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal import auth
from django.core.cache import cache, caches
from django.test import Client
from django.urls import reverse

from portal import servers
from portal.models import OutboxMessage
from tests.factories import PASSWORD

FORGED = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "CF-Connecting-IP", "True-Client-IP")


@pytest.fixture
def resident(talent):
    EmailAddress.objects.create(user=talent, email=talent.email, verified=True, primary=True)
    return talent


def post(client, name, headers=None, **data):
    return client.post(reverse(name), data, headers=headers)


def try_wrong_passwords(client, email, times=5):
    for _ in range(times):
        post(client, "account_login", login=email, password="wrong-password")


def is_held_back(client, email):
    answer = post(client, "account_login", login=email, password=PASSWORD)
    return "_auth_user_id" not in client.session and (
        answer.context["form"].non_field_errors().as_data()[0].code == "too_many_login_attempts"
    )


@pytest.mark.redis
def test_sixth_password_is_refused_though_redis_was_emptied(anonymous, resident, redis_server, settings):
    import redis

    settings.CACHES = servers.caches(redis_server)
    try_wrong_passwords(anonymous, resident.email)
    with redis.Redis.from_url(redis_server) as server:
        server.flushall()

    assert type(caches["default"]).__name__ == "SteadyRedisCache"
    assert is_held_back(anonymous, resident.email)


def test_sixth_password_is_refused_though_the_cache_was_emptied(anonymous, resident):
    try_wrong_passwords(anonymous, resident.email)
    cache.clear()

    assert is_held_back(anonymous, resident.email)


@pytest.mark.parametrize(
    ("page", "field", "allowed"), [("account_request_login_code", "login", 3), ("account_reset_password", "email", 5)]
)
def test_letters_to_one_address_stay_few_though_the_cache_is_emptied(resident, page, field, allowed):
    for _ in range(allowed + 2):
        post(Client(), page, **{field: resident.email})
        cache.clear()

    assert OutboxMessage.objects.count() == allowed


def test_tries_under_many_other_names_do_not_wash_a_limit_away(anonymous, resident):
    try_wrong_passwords(anonymous, resident.email)
    for number in range(400):
        caches["limits"].set(f"~{number}", [1.0], 300)

    assert is_held_back(anonymous, resident.email)


def test_what_is_over_is_thrown_out(db, settings):
    limits = caches["limits"]
    limits.set("over", [1.0], -1)
    limits._max_entries, kept = 0, limits._max_entries
    limits.set("here", [1.0], 300)
    limits.set("there", [1.0], 300)
    limits._max_entries = kept

    assert limits.get_many(["over", "here", "there"]) == {"here": [1.0], "there": [1.0]}


def test_one_time_password_serves_once_though_the_cache_was_emptied(resident):
    device = auth.TOTP.activate(resident, auth.generate_totp_secret())
    secret = get_adapter().decrypt(device.instance.data["secret"])
    code = auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))

    first = device.validate_code(code)
    cache.clear()

    assert (first, device.validate_code(code)) == (True, False)


@pytest.mark.slow
@pytest.mark.parametrize(("proxies", "ours"), [(0, ""), (1, "203.0.113.9"), (2, "203.0.113.9, 10.0.0.1")])
def test_invented_addresses_are_one_address(anonymous, db, settings, proxies, ours):
    """61 people from one place in a minute, each with an address of its own invention."""
    settings.TRUSTED_PROXIES = proxies

    answers = [_reset_from(anonymous, f"198.51.100.{number}", ours, number).status_code for number in range(61)]

    assert answers == [302] * 60 + [429]


def _reset_from(client, invented, ours, number):
    headers = dict.fromkeys(FORGED, invented)
    headers["X-Forwarded-For"] = ", ".join(filter(None, [invented, ours]))
    return post(client, "account_reset_password", headers, email=f"nobody{number}@example.cn")


def test_limits_are_counted_in_the_database_whatever_the_cache():
    assert ratelimit.cache._alias == "limits"
    assert type(caches["limits"]).__name__ == "DatabaseCache"
