"""How much longer than the bare signature does the check of an offline code take: base32, CBOR, claims, times, list?

The bare side verifies the same signature over the same bytes with the same key, and does nothing else.
"""

import os
import tempfile
import time
from collections.abc import Callable
from unittest import mock

from examples.verifier import Verifier
from examples.verifier.address import token_in
from examples.verifier.token import take_apart

from .registry import Result, benchmark
from .rounds import compared, in_turn
from .server import inside

CODES = 2_000  # distinct, so that nothing can be remembered
GOAL = 1.5  # times the time of the bare side, at most


@benchmark("offline")
def offline() -> list[Result]:
    with (
        tempfile.TemporaryDirectory(prefix="portal-bench-") as folder,
        mock.patch.dict(os.environ, surroundings(folder)),
    ):
        made = inside("offline", CODES)
    found = in_turn(sides(Verifier(made["keys"], made["status"]), made["codes"], made["now"]))
    return [compared("offline", found["whole"], found["bare"], "us/code", goal=GOAL, at_most=True)]


def surroundings(folder: str) -> dict[str, str]:
    """Keys of their own; no database is asked."""
    return {"VAR_DIR": folder, "DEMO": "0", "ENV_FILE": os.devnull}


def sides(verifier: Verifier, codes: list[str], now: int) -> dict[str, Callable[[], float]]:
    """Each gives the microseconds a code, of the processor."""
    signed = [take_apart(token_in(code, verifier.keys.host)) for code in codes]
    bare = [(verifier.keys.by_kid[one.kid], one.signature, one.signed) for one in signed]

    def whole() -> None:
        for code in codes:
            assert verifier.check(code, now).reason == "ok"

    def raw() -> None:
        for key, signature, data in bare:
            key.verify(signature, data)

    return {"whole": lambda: microseconds(whole, len(codes)), "bare": lambda: microseconds(raw, len(codes))}


def microseconds(run: Callable[[], None], count: int) -> float:
    began = time.process_time()
    run()
    return (time.process_time() - began) / count * 1e6
