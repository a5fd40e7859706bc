"""A counter whose network has no way out: does it check by a folder, and does what it noted count once?"""

import json
import time
import uuid

import pytest

from accounts.card.well_known import status_list
from portal.crypto.signing import sign_jws, verify_jws
from services.models import Allowance, Check, LateUse, TurnedAway, Use

from .conftest import LANE, carry_in, noted


@pytest.fixture
def code(card):
    """By the real clock, which the other process goes by too."""
    from accounts.card.offline import make_offline
    from accounts.card.qr import verify_url

    return verify_url(make_offline(card, by=card.talent).text).upper()


def test_what_was_noted_without_a_way_out_counts_once(card, counter, folder, code, hand_in):
    assert [counter(code), counter(code, "--seen"), counter(code[:-9] + "AAAAAAAAA", "--seen")] == [
        (2, "ok"),
        (0, "ok"),
        (1, "bad_signature"),
    ]
    content = (folder / "uses.jsonl").read_bytes()

    pages = [hand_in(content) for _time in range(2)]

    assert ["recorded" in page for page in pages] == [True, True]
    use = Use.objects.get()
    assert (use.counted, use.has_seen_identity) == (1, True)
    assert [(late.outcome, late.check_made.holder) for late in LateUse.objects.order_by("id")] == [
        ("", card.talent),  # the run that lacked the document
        ("served", card.talent),
    ]


def test_refusal_that_was_noted_without_a_way_out_says_why_and_opens_a_case(counter, folder, code, hand_in):
    refused = ("--outcome", "refused")

    assert [counter(code, *refused)[0], counter(code, *refused, "--reason", "今日停诊")[0]] == [2, 0]
    hand_in((folder / "uses.jsonl").read_bytes())

    assert (Use.objects.get().reason, TurnedAway.objects.count()) == ("今日停诊", 1)


def test_look_that_was_no_use_stands_in_the_holders_log_with_its_own_time_and_counts_nothing(
    counter, folder, code, card, hand_in, as_user
):
    """The list that was carried in is too old by now: the counter sees whose card it is, and that it is refused."""
    listed = verify_jws(status_list())
    carry_in(folder, status=sign_jws(listed | {"iat": listed["iat"] - 13 * 3600}))

    assert counter(code, "--seen") == (1, "status_too_old")
    pages = [hand_in((folder / "uses.jsonl").read_bytes()) for _time in range(2)]

    look = Check.objects.get()
    assert (look.holder, look.reason, Use.objects.count(), Allowance.objects.count()) == (card.talent, "ok", 0, 0)
    assert look.checked_at.timestamp() == json.loads((folder / "uses.jsonl").read_text())["done_at"]
    assert ["The card gives this service" in page for page in pages] == [True, True]
    html = as_user(card.talent).get("/me/access-log/", headers={"accept-language": "en"}).content.decode()
    assert html.count("checked without a network, delivered") == 1


def test_code_that_shows_no_card_is_no_look(counter, folder, code):
    assert counter(code[:-9] + "AAAAAAAAA", "--seen") == (1, "bad_signature")

    assert not (folder / "uses.jsonl").exists()


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
    carry_in(folder, status=None)

    assert counter(code, "--seen")[0] == 1
    assert noted(folder) == [""]


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"code": ' * 50_000,
        {"outcome": "refused", "reason": "half a letter: \ud83d"},
        b'{"desk": "\\u0000", "service": "\\u0000", "code": "\\u0000", "key": "\\u0000"}',
        b'{"done_at": 1e999, "companions_used": NaN, "key": [], "desk": {}, "service": []}',
        b'{"done_at": ' + b"9" * 5_000 + b"}",
        b"\xff\xfe\x00",
        b"<!doctype html><script>tripped()</script>",
    ],
)
def test_hostile_line_is_told_and_the_next_one_is_taken(card, airport, hand_in, code, line):
    good = {"key": str(uuid.uuid4()), "desk": str(airport.public_id), "service": LANE, "code": code}
    good |= {"outcome": "served", "done_at": int(time.time()), "has_seen_identity": True}

    if isinstance(line, dict):
        line = json.dumps(good | {"key": str(uuid.uuid4())} | line).encode()

    page = hand_in(line + b"\n" + json.dumps(good).encode())

    assert page.count("Not taken:") == 1
    assert "tripped()" not in page
    assert LateUse.objects.get().outcome == "served"
