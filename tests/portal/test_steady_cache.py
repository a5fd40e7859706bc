"""Does the cache stand while Redis does not, cost a page little, and go back to Redis by itself?"""

import time

import pytest
from django.core.cache import caches

from portal import servers, steady_cache
from tests.harness.redis_server import redis_to_kill

pytestmark = [pytest.mark.redis, pytest.mark.django_db]


@pytest.fixture
def redis(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(steady_cache, "_away_until", 0.0)
    with redis_to_kill(tmp_path) as server:
        settings.CACHES = servers.caches(server.url)
        yield server
        caches["default"].close()


def test_whatever_a_page_asks_is_answered_while_redis_is_away(redis):
    cache = caches["default"]
    redis.kill()

    assert cache.get("a", "nothing") == "nothing"
    assert cache.add("limit", 1) is True
    assert cache.incr("limit") == 2
    cache.set_many({"a": 1, "b": 2})
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert cache.has_key("a") and "b" in cache and "c" not in cache
    assert cache.get_or_set("c", 3) == 3
    assert cache.touch("a", 60) is True
    assert cache.delete("a") is True
    cache.delete_many(["b"])
    assert cache.get_many(["a", "b"]) == {}


def test_redis_is_asked_again_after_a_while_and_only_then(redis, monkeypatch):
    cache = caches["default"]
    cache.set("where", "redis")
    redis.kill()
    cache.set("where", "table")
    redis.start()

    assert cache.get("where") == "table"
    monkeypatch.setattr(steady_cache, "_away_until", time.monotonic())
    assert cache.get("where") is None  # its memory went with it
    cache.set("where", "redis again")
    assert caches[steady_cache.STAND_IN].get("where") == "table"


def test_a_connection_that_redis_closed_is_opened_again_at_once(redis):
    cache = caches["default"]
    cache.set("a", 1)
    redis.kill()
    redis.start()

    cache.set("a", 2)

    assert steady_cache._away_until == 0.0
    assert caches[steady_cache.STAND_IN].get("a") is None
