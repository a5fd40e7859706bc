"""How many eligibility checks a second does one machine answer to partners' systems, each with its own live code?

Beside three bare views under the same server, round by round: JSON without a database; who calls and the row of the
code; both and a row written to a log.
"""

import json
import os
from collections.abc import Callable, Iterator
from itertools import cycle
from urllib.request import Request, urlopen

from . import load as http
from .load import Load
from .registry import Result, benchmark
from .rounds import compared, in_turn
from .server import Site, environment, granian, inside, manage

CODES = int(os.environ.get("CODES", "60000"))
GOAL = 0.5  # of the requests a second of the third bare view
BARE = ("json", "row", "log")


@benchmark("check")
def check() -> list[Result]:
    with environment():
        manage("migrate", "--noinput")
        manage("load_catalogue")
        prepared = inside("check", CODES)
        with granian("benchmarks.bare.wsgi:application") as bare, granian("portal.wsgi:application") as portal:
            found = in_turn(sides(bare, portal, prepared))
    return _rows(found)


def sides(bare: Site, portal: Site, prepared: dict[str, list[str]]) -> dict[str, Callable[[], Load]]:
    """What is asked of the portal, and of each bare view; every request of the portal brings a fresh code."""
    client_id, secret = prepared["client"]
    bearer = {"Authorization": f"Bearer {token(portal.address, client_id, secret)}"}
    fresh = iter([post_check(code, bearer) for code in prepared["codes"]])
    found: dict[str, Callable[[], Load]] = {"portal": lambda: portal.load(fresh, status=201)}
    for name in BARE:
        asked = [_post(f"/{name}", code, {"X-Client": client_id}) for code in prepared["codes"]]
        found[name] = _of(bare, cycle(asked))
    return found


def _of(site: Site, asked: Iterator[bytes]) -> Callable[[], Load]:
    return lambda: site.load(asked, status=201)


def post_check(code: str, headers: dict[str, str]) -> bytes:
    return _post("/api/v1/partner/checks/", code, headers)


def _post(path: str, code: str, headers: dict[str, str]) -> bytes:
    body = json.dumps({"code": code, "service": "medical-green-channel"})
    return http.request("POST", path, body, {"Content-Type": "application/json", **headers})


def _rows(found: dict[str, list[Load]]) -> list[Result]:
    per_second = {name: [load.per_second for load in loads] for name, loads in found.items()}
    ours, third = found["portal"], found["log"]
    return [
        compared("check", per_second["portal"], per_second["log"], "checks/s", goal=GOAL),
        compared("check: key and row", per_second["portal"], per_second["row"], "checks/s"),
        compared("check: JSON", per_second["portal"], per_second["json"], "checks/s"),
        compared("check: p50", [x.ms(0.5) for x in ours], [x.ms(0.5) for x in third], "ms"),
        compared("check: p99", [x.ms(0.99) for x in ours], [x.ms(0.99) for x in third], "ms"),
        compared("check: processor", [x.cpu_ms for x in ours], [x.cpu_ms for x in third], "ms"),
    ]


def token(site: str, client_id: str, secret: str) -> str:
    form = f"grant_type=client_credentials&client_id={client_id}&client_secret={secret}&scope=partner"
    with urlopen(Request(f"{site}/identity/o/api/token", form.encode())) as answer:
        found: str = json.load(answer)["access_token"]
    return found
