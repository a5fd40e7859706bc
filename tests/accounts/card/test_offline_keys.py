"""Do keys turn with an overlap, does a compromised one end its own codes alone, and is nothing forged accepted?"""

import base64
import random

import pytest
from django.utils import timezone

from accounts.card.offline import GOOD_FOR, make_offline, signed_text, stored_form
from accounts.card.qr import verify_url
from examples.verifier import Verifier, verify
from examples.verifier.address import from_base32
from portal.crypto.cose import encode
from portal.crypto.signing import sign_jws
from tests.harness.full import size

from .test_offline import BASE32, made, now, published, reason_of

OLD, NEW = b"o" * 32, b"n" * 32


def test_keys_turn_with_an_overlap(card, anonymous, settings, clock):
    settings.SIGNING_KEYS = {"old": OLD}
    first = made(card)
    settings.SIGNING_KEYS = {"old": OLD, "new": NEW}  # published before it signs
    between = published(anonymous)
    settings.SIGNING_KEYS = {"new": NEW, "old": OLD}
    clock.shift(1)
    second = made(card)

    assert [reason_of(code, anonymous) for code in (first, second)] == ["ok", "ok"]
    assert [verify(code, now=now(), **between).reason for code in (first, second)] == ["ok", "ok"]
    assert [bool(stored_form(code.rpartition("/")[2])) for code in (first, second)] == [True, True]


def test_after_five_turns_every_code_of_the_day_still_holds(card, anonymous, settings, clock):
    codes, ring = [], {"k0": bytes(32)}
    for turn in range(1, 6):
        following = {f"k{turn}": bytes([turn]) * 32}
        for settings.SIGNING_KEYS in (ring | following, following | ring):
            clock.shift(1)
            codes.append(made(card))
            assert {reason_of(code, anonymous) for code in codes} == {"ok"}
        ring = following | ring

    assert len(set(codes)) == 10


@pytest.mark.parametrize("compromised", ["old", "new"])
def test_compromised_key_ends_its_own_codes_alone(card, anonymous, settings, clock, compromised):
    codes = {}
    for kid in ("old", "new"):
        settings.SIGNING_KEYS = {kid: {"old": OLD, "new": NEW}[kid]}
        clock.shift(1)
        codes[kid] = made(card)
    settings.SIGNING_KEYS = {"new": NEW, "old": OLD}

    settings.COMPROMISED_SIGNING_KEYS = frozenset({compromised})

    for kid, code in codes.items():
        is_dead = kid == compromised
        assert reason_of(code, anonymous) == ("unknown_key" if is_dead else "ok")
        assert anonymous.get(f"/verify/{code.rpartition('/')[2]}").status_code == (404 if is_dead else 200)
    clock.shift(1)
    assert reason_of(made(card), anonymous) == "ok"


def test_list_signed_with_a_compromised_key_is_not_believed(card, anonymous, settings):
    settings.SIGNING_KEYS = {"new": NEW, "old": OLD}
    code = made(card)
    stolen = sign_jws({"iat": now(), "max_age_seconds": 43200, "cards": {}})
    settings.COMPROMISED_SIGNING_KEYS = frozenset({"new"})
    settings.SIGNING_KEYS = {"old": OLD, "new": NEW}

    keys = published(anonymous)["keys"]

    assert Verifier(keys, stolen).trouble == "status_bad_signature"
    assert verify(code, now=now(), keys=keys, status=stolen).reason == "unknown_key"


def mutated(code, chance):
    """One to three changes: a character turned, lost, doubled or swapped with its neighbour; never the same code."""
    place = code.index("/VERIFY/") + len("/VERIFY/")
    signs = list(code)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(place, len(signs))
        kind = chance.randrange(10)
        if kind < 7:
            signs[at] = chance.choice(BASE32)
        elif kind == 7:
            del signs[at]
        elif kind == 8:
            signs.insert(at + chance.randrange(2), chance.choice(BASE32 + "01/=é"))
        else:
            before = max(at - 1, place)
            signs[before], signs[at] = signs[at], signs[before]
    text = "".join(signs)
    return text if text != code else mutated(code, chance)


@pytest.mark.slow
def test_mutated_codes_are_all_refused_and_none_crashes(card, anonymous):
    """1,000,000 with FULL=1, half of them of a code that names services at their last use."""
    chance, start = random.Random(4), timezone.now()
    naming = verify_url(signed_text(card, start, start + GOOD_FOR, [b"k" * 16])).upper()
    codes = (made(card), naming)
    verifier, at = Verifier(**published(anonymous)), now()
    assert [verifier.check(code, at).reason for code in codes] == ["ok", "ok"]

    said = {verifier.check(mutated(codes[turn % 2], chance), at).reason for turn in range(size(20_000, 1_000_000))}

    assert said == {"malformed", "unknown_key", "bad_signature"}


def test_random_bytes_in_place_of_a_code_are_malformed(card, anonymous):
    verifier, chance = Verifier(**published(anonymous)), random.Random(5)

    for _ in range(2_000):
        text = "".join(chance.choice(BASE32) for _ in range(chance.randint(32, 250)))
        assert verifier.check(text, 0).reason == "malformed"
    for length in range(40):  # each beginning of a good one, and each byte of its start turned
        token = from_base32(make_offline(card, by=card.talent).text)
        broken = token[:length] + bytes((token[length] ^ 0xFF,)) + token[length + 1 :]
        assert verifier.check(as_base32(broken), now()).verdict == "invalid"


def as_base32(data):
    return base64.b32encode(data).decode().rstrip("=")


@pytest.mark.parametrize(
    ("value", "hexadecimal"),
    [
        (0, "00"), (23, "17"), (24, "1818"), (255, "18ff"), (256, "190100"), (1_000_000, "1a000f4240"),
        (1_000_000_000_000, "1b000000e8d4a51000"), (-1, "20"), (-1000, "3903e7"), (b"\1\2\3\4", "4401020304"),
        ("ü", "62c3bc"),
        ([1, [2, 3]], "8201820203"), ({"b": 1, 10: 2, -1: 3}, "a30a022003616201"),
    ],
)  # fmt: skip
def test_cbor_is_that_of_the_standards_examples(value, hexadecimal):
    """RFC 8949, appendix A, and the order of keys of its section 4.2.1."""
    assert encode(value).hex() == hexadecimal


def test_cbor_of_anything_else_is_refused():
    with pytest.raises(TypeError):
        encode(1.5)
    with pytest.raises(TypeError):
        encode(True)
