"""How many uses a second does one machine record for partners' systems, each counted on its holder's allowance?

Beside a bare view under the same server: who calls, the row of the check, and a row of what became of it. And how much
slower is one, and a check, after a million uses than after a thousand?
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from unittest import mock

from . import load as http
from .check import post_check, token
from .growth import database, grown
from .load import Load
from .registry import Result, benchmark
from .rounds import compared, in_turn
from .server import Site, environment, granian, inside, manage

CHECKS = int(os.environ.get("CHECKS", "80000"))
GOAL, GROWTH_AT_MOST = 0.35, 1.1
FEW, MANY = 1_000, int(os.environ.get("USES", "1000000"))
SECONDS = 2.0
Sides = dict[str, Callable[[], Load]]


@benchmark("use")
def use() -> list[Result]:
    with environment():
        prepared = _ready(0)
        with granian("benchmarks.bare.wsgi:application") as bare, granian("portal.wsgi:application") as portal:
            found = in_turn(_sides(bare, portal, prepared))
    per_second = {name: [load.per_second for load in loads] for name, loads in found.items()}
    ours, theirs = found["portal"], found["bare"]
    return [
        compared("use", per_second["portal"], per_second["bare"], "uses/s", goal=GOAL),
        compared("use: p50", [x.ms(0.5) for x in ours], [x.ms(0.5) for x in theirs], "ms"),
        compared("use: processor", [x.cpu_ms for x in ours], [x.cpu_ms for x in theirs], "ms"),
    ]


@benchmark("use-growth")
def use_growth() -> list[Result]:
    with environment() as values, ExitStack() as stack:
        few, many = (_grown_to(stack, values["DATABASE_URL"], past) for past in (FEW, MANY))
        return [grown(name, few[name], many[name], GROWTH_AT_MOST) for name in few]


def _ready(past: int) -> dict[str, list[str]]:
    manage("migrate", "--noinput")
    manage("load_catalogue")
    found: dict[str, list[str]] = inside("use", CHECKS, past)
    return found


def _grown_to(stack: ExitStack, server: str, past: int) -> Sides:
    """One counter, one use or one check at a time, after so many uses."""
    own = {"DATABASE_URL": database(server, f"uses{past}")}
    with mock.patch.dict(os.environ, own):
        prepared = _ready(past)
    site = stack.enter_context(granian("portal.wsgi:application", **own))
    bearer = {"Authorization": f"Bearer {token(site.address, *prepared['client'])}"}
    uses = _ours(site, prepared, iter(prepared["checks"]))
    checks = iter([post_check(code, bearer) for code in prepared["codes"]])
    return {
        "use-growth": lambda: site.load(uses, status=201, connections=1, seconds=SECONDS),
        "use-growth: check": lambda: site.load(checks, status=201, connections=1, seconds=SECONDS),
    }


def _sides(bare: Site, portal: Site, prepared: dict[str, list[str]]) -> Sides:
    """Every request of either brings a check that nothing was recorded of; the bare view, being faster, has more."""
    part = len(prepared["checks"]) // 4
    asked = _ours(portal, prepared, iter(prepared["checks"][:part]))
    headers = {"X-Client": prepared["client"][0]}
    plain = iter([_post("/use", check, headers) for check in prepared["checks"][part:]])
    return {
        "portal": lambda: portal.load(asked, status=201, seconds=SECONDS),
        "bare": lambda: bare.load(plain, status=201, seconds=SECONDS),
    }


def _ours(site: Site, prepared: dict[str, list[str]], checks: Iterator[str]) -> Iterator[bytes]:
    bearer = {"Authorization": f"Bearer {token(site.address, *prepared['client'])}"}
    keys = (bearer | {"Idempotency-Key": f"k{number}"} for number in count(1))
    return iter([_post("/api/v1/partner/uses/", check, headers) for check, headers in zip(checks, keys, strict=False)])


def _post(path: str, check: str, headers: dict[str, str]) -> bytes:
    body = json.dumps({"check": check, "outcome": "served"})
    return http.request("POST", path, body, {"Content-Type": "application/json", **headers})
