"""Does the script that verifies where the browser knows no Ed25519 answer as OpenSSL does, whatever it is given?"""

from base64 import b64encode
from random import Random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19
TRIES = 60
ASK = """async (cases) => {
    const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)), said = [];
    for (const parts of cases) said.push(await deskEd25519.verify(...parts.map(bytes)));
    return said;
}"""


def packed(number):
    return number.to_bytes(32, "little")


def good(chance):
    key, message = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32)), chance.randbytes(chance.randrange(200))
    return key.public_key().public_bytes_raw(), key.sign(message), message


def changed(chance):
    """A good one with a single bit turned, anywhere in key, signature or message."""
    parts = [bytearray(part) for part in good(chance)]
    part = chance.choice([part for part in parts if part])
    part[chance.randrange(len(part))] ^= 1 << chance.randrange(8)
    return tuple(map(bytes, parts))


def odd(chance):
    """What a careless verifier takes: s and s + order, points that are none, written twice, or of small order."""
    key, signature, message = good(chance)
    s = int.from_bytes(signature[32:], "little")
    yield key, signature[:32] + packed(s + ORDER), message
    yield key, signature[:32] + packed(ORDER - s), message
    yield key, signature[:63], message
    yield key[:31], signature, message
    for y in (0, 1, 2, PRIME - 1, PRIME, PRIME + 1, 2**255 - 1):
        for sign in (0, 1 << 255):
            yield packed(y | sign), packed(y | sign) + packed(0), message
            yield packed(y | sign), packed(1) + packed(0), message
            yield key, packed(y | sign) + signature[32:], message


def is_written_twice(key):
    """RFC 8032, 5.1.3, refuses such a key; OpenSSL takes it."""
    y, is_odd = int.from_bytes(key, "little") % 2**255, key[-1] >> 7
    return y >= PRIME or (is_odd and y in {1, PRIME - 1})


def is_good(key, signature, message):
    if is_written_twice(key):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def test_script_answers_as_openssl_does(open_page):
    chance = Random(25519)
    cases = [*(good(chance) for _ in range(TRIES)), *(changed(chance) for _ in range(TRIES)), *odd(chance)]
    page = open_page("en")
    page.goto("/accounts/login/")
    page.add_script_tag(url="/static/js/offline/ed25519.js")

    said = page.evaluate(ASK, [[b64encode(part).decode() for part in case] for case in cases])

    expected = [is_good(*case) for case in cases]
    assert said == expected
    assert expected.count(True) >= TRIES
