"""Where does the cache stand while Redis does not answer? In the database, so that no page fails for want of it.

Rate limits are not counted here: see `portal.limits`.
"""

from collections.abc import Callable
from time import monotonic
from typing import Any

import structlog
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

STAND_IN = "stand-in"
QUIET_SECONDS = 10.0
log = structlog.get_logger(__name__)
_away_until = 0.0


def _steady(name: str) -> Callable[..., Any]:
    """The method of that name, of Redis or, for a while after a failure, of the table that stands in for it."""

    def method(self: "SteadyRedisCache", *args: Any, **options: Any) -> Any:
        if monotonic() >= _away_until:
            try:
                return getattr(RedisCache, name)(self, *args, **options)
            except RedisError as error:
                _stay_away(error)
        return getattr(caches[STAND_IN], name)(*args, **options)

    return method


def _stay_away(error: Exception) -> None:
    """Each try may cost a page a second, so nobody tries for a while."""
    global _away_until
    _away_until = monotonic() + QUIET_SECONDS
    log.warning("cache_unreachable", error=type(error).__name__)


class SteadyRedisCache(RedisCache):
    """Redis as a cache that may go away; a connection that Redis closed is opened again at once."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._options: dict[str, Any] = {**self._options, "retry": Retry(NoBackoff(), 1)}

    add, get, set, touch, delete, incr, clear, has_key, get_many, set_many, delete_many = map(
        _steady,
        ("add", "get", "set", "touch", "delete", "incr", "clear", "has_key", "get_many", "set_many", "delete_many"),
    )
