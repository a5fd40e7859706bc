"""A counter whose network has no way out: does it check by a folder, and does what it noted count once?"""

import json
import os
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.card.well_known import key_set, status_list
from services.models import LateUse, TurnedAway, Use

from .conftest import LANE

NO_WAY_OUT = "import socket\ndef closed(*_a, **_b): raise OSError('no way out')\nsocket.socket.connect = closed\n"


@pytest.fixture
def folder(tmp_path, card):
    (tmp_path / "keys.json").write_text(json.dumps(key_set()))
    (tmp_path / "status").write_text(status_list())
    (tmp_path / "sitecustomize.py").write_text(NO_WAY_OUT)
    return tmp_path


@pytest.fixture
def counter(folder, settings):
    """What the verifier says and ends with, in a process of its own that reaches nobody."""

    def run(code, *more):
        command = [sys.executable, "-m", "verifier.exchange", str(folder), code, "--service", LANE, *more]
        where = os.pathsep.join([str(folder), str(settings.BASE_DIR / "examples")])
        done = subprocess.run(command, env={"PYTHONPATH": where}, capture_output=True, text=True, check=False)
        return done.returncode, json.loads(done.stdout)["reason"]

    return run


@pytest.fixture
def hand_in(as_user, lounge):
    desk = as_user(lounge)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"

    def post(content, status=200):
        file = SimpleUploadedFile("uses.jsonl", content, content_type="application/jsonl")
        answer = desk.post("/desk/late/file/", {"file": file})
        assert answer.status_code == status
        return answer.content.decode()

    return post


@pytest.fixture
def code(card):
    """By the real clock, which the other process goes by too."""
    from accounts.card.offline import make_offline
    from accounts.card.qr import verify_url

    return verify_url(make_offline(card, by=card.talent).text).upper()


def test_what_was_noted_without_a_way_out_counts_once(counter, folder, code, hand_in):
    assert [counter(code), counter(code, "--seen"), counter(code[:-9] + "AAAAAAAAA", "--seen")] == [
        (2, "ok"),
        (0, "ok"),
        (1, "bad_signature"),
    ]
    content = (folder / "uses.jsonl").read_bytes()

    pages = [hand_in(content) for _time in range(2)]

    assert ["recorded" in page for page in pages] == [True, True]
    use = Use.objects.get()
    assert (use.counted, use.has_seen_identity, LateUse.objects.count()) == (1, True, 1)


def test_refusal_that_was_noted_without_a_way_out_says_why_and_opens_a_case(counter, folder, code, hand_in):
    refused = ("--outcome", "refused")

    assert [counter(code, *refused)[0], counter(code, *refused, "--reason", "今日停诊")[0]] == [2, 0]
    hand_in((folder / "uses.jsonl").read_bytes())

    assert (Use.objects.get().reason, TurnedAway.objects.count()) == ("今日停诊", 1)


def test_line_that_is_none_is_named_and_the_others_are_taken(counter, folder, code, hand_in):
    counter(code, "--seen")
    content = b"{not json\n[1]\n" + (folder / "uses.jsonl").read_bytes() + b'{"key": "x"}\n'

    page = hand_in(content)

    assert page.count("Not taken:") == 3
    assert Use.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"\n" * 1_000_001, b"{}\n" * 1_001])
def test_file_that_is_empty_or_too_large_is_refused_with_a_reason(hand_in, content):
    assert "error" in hand_in(content, status=422)


def test_counter_without_the_list_of_stopped_cards_is_told_no(counter, folder, code):
    (folder / "status").unlink()

    assert counter(code, "--seen")[0] == 1
    assert not (folder / "uses.jsonl").exists()
