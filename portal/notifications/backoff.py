"""How long does a message wait before its next try? Longer each time, up to a day, and never given up for that."""

from datetime import timedelta

from django.conf import settings

_SECONDS = (10, 60, 5 * 60, 15 * 60, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600)


def after_failure(tries: int) -> timedelta:
    """After the n-th try (from 1): ten seconds, a minute … a day, then daily."""
    return timedelta(seconds=_SECONDS[min(max(tries, 1), len(_SECONDS)) - 1])


def after_crash() -> timedelta:
    return timedelta(seconds=settings.OUTBOX_CRASH_WAIT_SECONDS)


def while_unreachable() -> timedelta:
    """For messages not tried because the provider did not answer another one."""
    return timedelta(seconds=30)
