"""How does a disk run full in a test, without the right to mount one? The kernel lets no file grow beyond a few bytes.

That is a real refusal of a real write, part of which has been done by then. Its number is EFBIG, where a full disk
says ENOSPC; `/dev/full` says that one.
"""

import resource
from contextlib import contextmanager
from functools import wraps

A_FEW = 2048


@contextmanager
def no_room(after=A_FEW):
    """Inside, this process can write no file beyond `after` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (after, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def without_room(function, times=1, after=A_FEW):
    """`function` with a full disk while it runs, from its call number `times` on."""
    calls = []

    @wraps(function)
    def called(*args, **named):
        calls.append(1)
        if len(calls) < times:
            return function(*args, **named)
        with no_room(after):
            return function(*args, **named)

    return called
