"""Are the long tests (FULL=1), which nobody runs every day, as large as was asked for?"""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.faults.processes.storm import faults

STORM = {"worker_killed": 20, "redis_killed": 5, "redis_flushed": 5, "postgres_restarted": 5}
BENCHMARKS = ["change-over", "check", "check-growth", "fanout", "offline", "pages", "queue-growth", "seed"]
BENCHMARKS += ["use", "use-growth"]
ASKED = {
    "harness.full.MESSAGES": 100_000,
    "faults.processes.test_storm.FAULTS": STORM,
    "faults.processes.test_outages.OUTAGE": 60,
    "faults.test_fifty_at_once.MANY": 50,
    "faults.test_fifty_at_once.TIMES": 50,
    "faults.test_fifty_at_once.LAST_USES": 200,
    "hostile.test_guesses.GUESSES": 100_000,
    "hostile.made_up.CASES": 5_000,
    "services.partners.test_verifier_in_browser.MUTATED": 20_000,
    "machine.test_life.LEAST": 10_000,
    "benchmarks.test_miniature.MEASURED": BENCHMARKS,
    "journeys.test_chain.SCREENS": ["zh-360", "en-1280"],
    "journeys.test_tier_b.SCREENS": ["zh-360", "en-1280"],
    "lists.province.ROWS": 100_000,
}
SIZES = """
import django, json, sys
from importlib import import_module
django.setup()
def value(name):
    module, constant = name.rsplit(".", 1)
    return getattr(import_module(f"tests.{module}"), constant)
from tests.faults.writes import WRITES
callers = sorted({write.callers for write in WRITES.values()})
print(json.dumps([{name: value(name) for name in sys.argv[1:]}, callers]))
"""


@pytest.mark.slow
@pytest.mark.sqlite
def test_long_sizes_are_those_that_were_asked_for():
    kept = {name: value for name, value in os.environ.items() if name != "MESSAGES"}
    environment = kept | {"FULL": "1", "DJANGO_SETTINGS_MODULE": "tests.settings"}

    command = [sys.executable, "-c", SIZES, *ASKED]
    said = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)

    assert json.loads(said.stdout) == [ASKED, [50]]


@pytest.mark.parametrize(("messages", "whole"), [(2_000, False), (20_000, True), (100_000, True)])
def test_from_twenty_thousand_messages_on_all_that_was_asked_for_breaks(messages, whole):
    assert (faults(messages) == STORM) is whole
    assert faults(messages).keys() == STORM.keys()
