"""How many eligibility checks a second does one machine answer to partners' systems, each with its own live code?"""

import json
import subprocess
import sys
from urllib.request import Request as Post
from urllib.request import urlopen

from .load import Request, answers_per_second
from .registry import CannotMeasureError, Result, benchmark
from .server import ROOT, environment, granian, manage

CODES, THREADS, SECONDS = 12_000, 8, 5.0
GOAL = 0.05  # of what the bare server answers to the same client


@benchmark("check")
def check() -> Result:
    with environment():
        manage("migrate", "--noinput")
        manage("load_catalogue")
        prepared = _prepare()
        with granian("benchmarks.bare:application") as site:
            bare = answers_per_second(site, lambda _: Request("/"), status=200, threads=THREADS, seconds=SECONDS)
        with granian("portal.wsgi:application") as site:
            checks = _checks_per_second(site, prepared)
    return Result("check", checks, "checks/s", GOAL, against=bare)


def _prepare() -> dict[str, list[str]]:
    """A hospital's client and `CODES` live codes of one card, made in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.prepare.check", str(CODES)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if result.returncode:
        raise CannotMeasureError(result.stderr.strip()[-300:])
    prepared: dict[str, list[str]] = json.loads(result.stdout)
    return prepared


def _checks_per_second(site: str, prepared: dict[str, list[str]]) -> float:
    headers = {"Authorization": f"Bearer {_token(site, *prepared['client'])}", "Content-Type": "application/json"}

    def make(number: int) -> Request:
        body = json.dumps({"code": prepared["codes"][number], "service": "medical-green-channel"})
        return Request("/api/v1/partner/checks/", "POST", body, headers)

    return answers_per_second(site, make, status=201, threads=THREADS, seconds=SECONDS)


def _token(site: str, client_id: str, secret: str) -> str:
    form = f"grant_type=client_credentials&client_id={client_id}&client_secret={secret}&scope=partner"
    with urlopen(Post(f"{site}/identity/o/api/token", form.encode())) as answer:
        token: str = json.load(answer)["access_token"]
    return token
