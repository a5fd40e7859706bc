"""Where is counted how often somebody tried? In the database, whatever the cache: Redis may be emptied or restarted,
and with it would go every limit of sign-in, sign-up, reset and codes, and the mark of each used one-time password."""

from importlib import import_module
from typing import Any

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

NAME = "limits"
COUNTERS = ("allauth.core.internal.ratelimit", "allauth.mfa.totp.internal.auth")


def count_in_the_database() -> None:
    """allauth counts in the default cache and has no setting that says otherwise; called once all models are known."""
    for name in COUNTERS:
        module: Any = import_module(name)
        module.cache = ConnectionProxy(caches, NAME)
