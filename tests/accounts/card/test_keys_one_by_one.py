"""Processes change one by one: while a key turns by the steps of docs/deploying.md, does each take what another signed?

Real processes, each with a ring of its own: it signs a code, and says of each code whether it takes it.
"""

import base64
import os
import subprocess
import sys

import pytest

KEYS = {kid: f"{kid}:{base64.b64encode(kid[:1].encode() * 32).decode()}" for kid in ("old", "new")}
BEFORE, PUBLISHED, SIGNING = "old", "old new", "new old"  # the ring, and after the first and the second step
PROCESS = """
import sys, types, uuid
import django; django.setup()
from django.utils import timezone
from accounts.card.offline import GOOD_FOR, signed_text, stored_form

start, tier = timezone.now(), types.SimpleNamespace(letter="B")
card = types.SimpleNamespace(public_id=uuid.uuid4(), name="Maria", tier=tier)
print(signed_text(card, start, start + GOOD_FOR), flush=True)
for code in sys.stdin:
    print("taken" if stored_form(code.strip()) else "refused")
"""


def process(ring, settings):
    own = {"SIGNING_KEYS": ",".join(KEYS[kid] for kid in ring.split()), "DJANGO_SETTINGS_MODULE": "portal.settings"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, "-c", PROCESS], env=os.environ | own, cwd=settings.BASE_DIR, **pipes)


@pytest.mark.slow
def test_processes_of_two_steps_take_each_others_codes_and_a_step_left_out_is_noticed(settings):
    running = {ring: process(ring, settings) for ring in (BEFORE, PUBLISHED, SIGNING)}

    codes = "".join(one.stdout.readline() for one in running.values())
    said = {ring: one.communicate(codes)[0].split() for ring, one in running.items()}

    assert said == {  # by whom, of the code signed by each in this order
        BEFORE: ["taken", "taken", "refused"],  # why a key is published before it signs
        PUBLISHED: ["taken", "taken", "taken"],
        SIGNING: ["taken", "taken", "taken"],
    }
