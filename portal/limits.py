"""Where is counted how often somebody tried? In the database, whatever the cache: Redis may be emptied or restarted,
and with it would go every limit of sign-in, sign-up, reset and codes, and the mark of each used one-time password."""

from importlib import import_module
from typing import Any

from allauth.core.exceptions import RateLimited
from allauth.core.internal import ratelimit
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.connection import ConnectionProxy

NAME = "limits"
COUNTERS = ("allauth.core.internal.ratelimit", "allauth.mfa.totp.internal.auth")


LOST = {
    "card_lost": "60/m/ip,3/10m/key",
    "card_lost_code": "60/m/ip,5/10m/key",
    "window_pin": "10/m/key",  # a window: a shift of twenty does not change over there in a minute
}


def count_in_the_database() -> None:
    """allauth counts in the default cache and has no setting that says otherwise; called once all models are known."""
    for name in COUNTERS:
        module: Any = import_module(name)
        module.cache = ConnectionProxy(caches, NAME)


def slow(request: HttpRequest, action: str, *, key: str) -> None:
    """Count a try of `action` (a row of `LOST`) under `key` and for the address it comes from.

    Raises allauth's `RateLimited`, which is answered with 429. Not to be called where a rollback may follow: the
    count would go with it.
    """
    ratelimit.consume(request, app="accounts", action=action, config=LOST, key=key, raise_exception=True)


def is_too_often(request: HttpRequest, action: str, *, key: str) -> bool:
    """The same, for a page that says so itself."""
    try:
        slow(request, action, key=key)
    except RateLimited:
        return True
    return False
