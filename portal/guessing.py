"""From where come codes that nobody has, and who has to wait for it? Counted in the database, as all limits are.

Once `LIMIT` codes within an hour were unknown, nothing more is looked at from there for `PAUSE` after each further one,
whatever the code: were genuine ones let through, the refusal itself would be the answer to a guess. A genuine code
counts for nothing, so however many people look from behind one address, none of them makes the others wait.
"""

import time
from datetime import timedelta

from allauth.core.internal.ratelimit import cache_lock, get_ip
from django.core.cache import caches
from django.http import HttpRequest

from .limits import NAME

LIMIT = 20
WINDOW = timedelta(hours=1)
PAUSE = timedelta(seconds=5)


def is_slowed(request: HttpRequest, page: str) -> bool:
    """Whether whoever asks has to wait. Who has signed in answers for the own tries alone, and not for those of
    everybody else behind the same address; one read of the counter."""
    times = _lately(_keys(request, page)[0])
    return len(times) == LIMIT and time.time() - times[0] < PAUSE.total_seconds()


def count(request: HttpRequest, page: str) -> bool:
    """Count one unknown code, under the account too of who has signed in. Whether the address has come to `LIMIT`.

    Not to be called where a rollback may follow: the count would go with it.
    """
    return [_count(key) for key in _keys(request, page)][-1] >= LIMIT


def _keys(request: HttpRequest, page: str) -> list[str]:
    """The address as `REMOTE_ADDR` has it: nothing that a client can write."""
    account = [f"guessed:{page}:account:{request.user.pk}"] if request.user.is_authenticated else []
    return [*account, f"guessed:{page}:address:{get_ip(request)}"]


def _lately(key: str) -> list[float]:
    """When the newest were, at most `LIMIT`, the newest first."""
    since = time.time() - WINDOW.total_seconds()
    return [moment for moment in caches[NAME].get(key, []) if moment > since][:LIMIT]


def _count(key: str) -> int:
    with cache_lock(key):  # where others hold it for a second, one of them is lost at worst
        times = [time.time(), *_lately(key)][:LIMIT]
        caches[NAME].set(key, times, WINDOW.total_seconds())
    return len(times)
