"""Which codes must every verifier answer how? `python -m tests.card_vectors` writes docs/card-vectors.json anew.

Keys, times and cards are fixed and Ed25519 is deterministic, so that the file comes out the same each time; `--check`
says whether it still does. The keys are for this alone.
"""

import base64
import hashlib
import hmac
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from portal.crypto.cose import encode

FILE = Path(__file__).resolve().parent.parent / "docs" / "card-vectors.json"
SITE = "https://talent.example.cn"
RING = {"2026b": b"card vectors, the key in use....", "2026a": b"card vectors, the key before...."}
STRANGER = b"card vectors, a key of nobody..."
START = 1_800_000_000  # 2027-01-15T08:00:00Z
HOUR, DAY, MAX_AGE = 3600, 86_400, 12 * 3600
NOON = START + 12 * HOUR
CARD = bytes.fromhex("0f8fad5bd9cb469fa16570867728950e")
SUSPENDED, REVOKED = CARD[:-1] + b"\x01", CARD[:-1] + b"\x02"
LANE, LOUNGE = b"of vectors, lane", b"of vectors, rail"  # keys of two services
CLAIMS = {4: START + DAY, 5: START, "card": CARD, "name": "李**", "tier": "B"}


def uuid_of(card):
    text = card.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def token(claims=CLAIMS, *, kid="2026b", key=None, header=None, unprotected=None, payload=None):
    """The signed bytes; anything in them may be made wrong."""
    protected = encode(header if header is not None else {1: -8, 4: kid.encode()})
    body = payload if payload is not None else encode(claims)
    private = Ed25519PrivateKey.from_private_bytes(key or RING[kid])
    signature = private.sign(encode(["Signature1", protected, b"", body]))
    return b"\xd2" + encode([protected, unprotected or {}, body, signature])


def base32(data):
    return base64.b32encode(data).decode().rstrip("=")


def code(*values, site=SITE, **named):
    return f"{site}/verify/".upper() + base32(token(*values, **named))


def keys(*kids, site=SITE):
    return {"issuer": site, "keys": [jwk(kid) for kid in kids or RING]}


def jwk(kid):
    public = Ed25519PrivateKey.from_private_bytes(RING[kid]).public_key().public_bytes_raw()
    return {"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": kid, "x": b64(public)}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def status(issued_at, *, kid="2026b", key=None, cards=None, head=None):
    """A signed list as of `issued_at`, with one suspended and one revoked card in it."""
    listed = {uuid_of(SUSPENDED): "suspended", uuid_of(REVOKED): "revoked"} if cards is None else cards
    payload = {"iat": issued_at, "max_age_seconds": MAX_AGE, "cards": listed}
    parts = [
        json.dumps(part, sort_keys=True, separators=(",", ":"))
        for part in (head or {"alg": "EdDSA", "kid": kid}, payload)
    ]
    signed = ".".join(b64(part.encode()) for part in parts)
    return f"{signed}.{b64(Ed25519PrivateKey.from_private_bytes(key or RING[kid]).sign(signed.encode()))}"


def vector(note, reason, text, now=NOON, *, published=None, listed="fresh"):
    """`listed`: "fresh" is a list made a minute before `now`."""
    known = published or keys()
    return {
        "note": note,
        "code": text,
        "now": now,
        "keys": known,
        "status": status(now - 60, kid=known["keys"][0]["kid"]) if listed == "fresh" else listed,
        "verdict": "valid" if reason == "ok" else "invalid",
        "reason": reason,
    }


def spelling():
    good, elsewhere = code(), f"HTTPS://OTHER.EXAMPLE.CN/VERIFY/{base32(token())}"
    bare = base32(token())
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in good)
    yield vector("as scanned", "ok", good)
    yield vector("lower case", "ok", good.lower())
    yield vector("mixed case, as an address is shared", "ok", f"{SITE}/verify/{bare}")
    yield vector("without the address", "ok", bare)
    yield vector("full width, as a scanner types it with a Chinese input method on", "ok", wide)
    yield vector("spaces and a line end around it", "ok", f"  {good}\r\n")
    yield vector("http, as somebody typed it", "ok", good.replace("HTTPS", "HTTP"))
    yield vector("another site", "other_site", elsewhere)
    yield vector("another site in lower case", "other_site", elsewhere.lower())
    yield vector("a host that begins like this one", "other_site", good.replace(".CN/", ".CN.EVIL.EXAMPLE/"))
    yield vector(
        "this host as the name of a user", "other_site", good.replace("EXAMPLE.CN/", "EXAMPLE.CN@EVIL.EXAMPLE/")
    )
    yield vector("another port", "other_site", good.replace(".CN/", ".CN:8443/"))
    yield vector("neither http nor https", "other_site", good.replace("HTTPS", "FTP"))
    yield vector("another path", "malformed", good.replace("/VERIFY/", "/VERIFY/X/"))
    yield vector(
        "a live code, which only the site itself can check", "malformed", "HTTPS://TALENT.EXAMPLE.CN/VERIFY/7K3M9Q2X4T"
    )
    yield vector("nothing", "malformed", "")
    yield vector("cut off at the end", "malformed", good[:-8])
    yield vector("eight characters too many", "malformed", good + "AAAAAAAA")
    yield vector("padded", "malformed", good + "=")
    yield vector("0 for O, which base32 does not have", "malformed", good[:-1] + "0")
    yield vector("longer than 300 characters", "malformed", good + "A" * 300)
    yield vector("bits set that carry nothing", "malformed", spare_bits_set(code({**CLAIMS, "name": "M** W**"})))
    yield vector("an accent, which no code has", "malformed", good[:-1] + "É")


def spare_bits_set(good):
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    return good[:-1] + alphabet[alphabet.index(good[-1]) | 1]


def signatures():
    whole = token()
    yield vector("the key before, still published", "ok", code(kid="2026a"))
    yield vector(
        "the key before, as the list too was signed by it", "ok", code(), listed=status(NOON - 60, kid="2026a")
    )
    yield vector("a key that is not published", "unknown_key", code(kid="2027a", key=STRANGER))
    yield vector(
        "a compromised key: taken off the published ones", "unknown_key", code(kid="2026a"), published=keys("2026b")
    )
    yield vector("another key's code while one is compromised", "ok", code(), published=keys("2026b"))
    yield vector("a stranger's key under a known kid", "bad_signature", code(key=STRANGER))
    yield vector("the other key's kid", "bad_signature", code(kid="2026a", key=RING["2026b"]))
    yield vector("another tier, the signature kept", "bad_signature", forged({**CLAIMS, "tier": "A"}))
    yield vector("another expiry, the signature kept", "bad_signature", forged({**CLAIMS, 4: START + DAY - 1}))
    yield vector("another name, the signature kept", "bad_signature", forged({**CLAIMS, "name": "王**"}))
    for place, bit in ((-1, 1), (-1, 0x80), (-33, 1), (-64, 0x10)):
        spoilt = bytearray(whole)
        spoilt[place] ^= bit
        yield vector(
            f"bit {bit} of byte {place} of the signature turned",
            "bad_signature",
            f"{SITE}/verify/".upper() + base32(bytes(spoilt)),
        )


def forged(claims):
    signature = token()[-64:]
    return f"{SITE}/verify/".upper() + base32(token(claims)[:-64] + signature)


def times():
    late, early = START + DAY, START
    for note, reason, now in (
        ("in its first second", "ok", early),
        ("in its last second", "ok", late - 1),
        ("this clock 60 seconds behind", "ok", early - 60),
        ("this clock 61 seconds behind", "not_yet_valid", early - 61),
        ("this clock an hour behind", "not_yet_valid", early - HOUR),
        ("expired, but within the tolerance", "ok", late + 59),
        ("expired by 60 seconds", "expired", late + 60),
        ("expired by an hour", "expired", late + HOUR),
        ("expired by a year", "expired", late + 365 * DAY),
    ):
        yield vector(note, reason, code(), now)
    short = {**CLAIMS, 4: START + 2 * HOUR}
    yield vector("a card that ends within hours", "ok", code(short), START + HOUR)
    yield vector("a card that has ended", "expired", code(short), START + 3 * HOUR)


def lists():
    made = START + HOUR
    for note, reason, now, listed in (
        ("a list as old as may be", "ok", made + MAX_AGE, status(made)),
        ("a list a second too old", "status_too_old", made + MAX_AGE + 1, status(made)),
        ("a list of the day before", "status_too_old", NOON, status(NOON - DAY)),
        ("no list", "status_too_old", NOON, None),
        ("a list 60 seconds ahead of this clock", "ok", NOON, status(NOON + 60)),
        ("a list 61 seconds ahead of this clock", "status_not_yet_valid", NOON, status(NOON + 61)),
        ("this clock an hour behind, the list fetched just now", "status_not_yet_valid", NOON, status(NOON + HOUR)),
        ("this clock an hour ahead, the list fetched just now", "ok", NOON, status(NOON - HOUR)),
        ("a list by a stranger under a known kid", "status_bad_signature", NOON, status(NOON, key=STRANGER)),
        ("a list by an unknown key", "status_bad_signature", NOON, status(NOON, kid="x", key=STRANGER)),
        (
            "a list without a signature",
            "status_bad_signature",
            NOON,
            status(NOON, head={"alg": "none"}).rpartition(".")[0] + ".",
        ),
        ("no list at all but some text", "status_bad_signature", NOON, "<html></html>"),
    ):
        yield vector(note, reason, code(), now, listed=listed)
    yield vector("a suspended card", "card_suspended", code({**CLAIMS, "card": SUSPENDED}))
    yield vector("a revoked card", "card_revoked", code({**CLAIMS, "card": REVOKED}))
    yield vector(
        "a word that is not known here", "card_revoked", code(), listed=status(NOON, cards={uuid_of(CARD): "lost"})
    )
    yield vector(
        "expired and suspended: the code's own end is said",
        "expired",
        code({**CLAIMS, "card": SUSPENDED}),
        START + 2 * DAY,
    )


def contents():
    """Signed by a key in use, and refused all the same."""
    for tier in "ACDE":
        yield vector(f"tier {tier}", "ok", code({**CLAIMS, "tier": tier}))
    yield vector("a name in Latin letters", "ok", code({**CLAIMS, "name": "M** W**"}))
    yield vector("no name", "ok", code({**CLAIMS, "name": ""}))
    yield vector("good for longer than 24 hours", "malformed", code({**CLAIMS, 4: START + DAY + 1}))
    yield vector("ends before it begins", "malformed", code({**CLAIMS, 4: START - 1}))
    yield vector("a tier that there is not", "malformed", code({**CLAIMS, "tier": "F"}))
    yield vector("no tier", "malformed", code({name: value for name, value in CLAIMS.items() if name != "tier"}))
    yield vector("a claim more", "malformed", code({**CLAIMS, "more": 1}))
    yield vector("a card's id of 15 bytes", "malformed", code({**CLAIMS, "card": CARD[1:]}))
    yield vector("a name of 17 bytes", "malformed", code({**CLAIMS, "name": "A** B** C** D** E"}))
    yield vector("a name in bytes", "malformed", code({**CLAIMS, "name": b"x"}))
    yield vector("no claims", "malformed", code(payload=b""))
    yield vector("another algorithm", "malformed", code(header={1: -7, 4: b"2026b"}))
    yield vector("no kid", "malformed", code(header={1: -8}))
    yield vector("a header more", "malformed", code(header={1: -8, 4: b"2026b", 3: 0}))
    yield vector("something in the unprotected header", "malformed", code(unprotected={4: b"2026a"}))
    long_form = encode(CLAIMS).replace(b"\x04\x1a", b"\x18\x04\x1a", 1)
    yield vector("a number longer than it needs to be", "malformed", code(payload=long_form))
    untagged = f"{SITE}/verify/".upper() + base32(token()[1:])
    yield vector("without the tag of COSE_Sign1", "malformed", untagged)


def tag(key, card=CARD, start=START):
    return hmac.new(key, card + start.to_bytes(8, "big"), hashlib.sha256).digest()[:3]


def last_vector(note, last, services, **claims):
    """A good code, and of which services (by key) it says that they are at their last use."""
    said = {"last": b"".join(sorted(last))} if last is not None else {}
    made = vector(note, "ok", code({**CLAIMS, **said, **claims}))
    return made | {"services": [{"key": key.hex(), "last": is_last} for key, is_last in services.items()]}


def last_uses():
    made_up = [bytes((number,) * 3) for number in (1, 2, 3)]
    yield last_vector("no service at its last use", None, {LANE: False, LOUNGE: False})
    yield last_vector("one service at its last use", [tag(LANE), *made_up], {LANE: True, LOUNGE: False})
    yield last_vector("two services at their last use", [tag(LANE), tag(LOUNGE), *made_up], {LANE: True, LOUNGE: True})
    yield last_vector("any service may be at its last use", [], {LANE: True, LOUNGE: True})
    yield last_vector("eight tags", [tag(LANE), *(bytes((9, 9, n)) for n in range(7))], {LANE: True, LOUNGE: False})
    yield last_vector("the tag of another card", [tag(LANE, SUSPENDED), *made_up], {LANE: False})
    yield last_vector("the tag of a code made a second later", [tag(LANE, start=START + 1), *made_up], {LANE: False})
    for note, last in (
        ("nine tags", b"".join(bytes((9, 9, number)) for number in range(9))),
        ("half a tag", b"\x01\x01\x01\x02"),
        ("tags that fall", b"\x02\x02\x02\x01\x01\x01"),
        ("a tag twice", b"\x01\x01\x01\x01\x01\x01"),
        ("tags as a text", "010101"),
        ("tags as a list", [b"\x01\x01\x01"]),
    ):
        yield vector(note, "malformed", code({**CLAIMS, "last": last}))
    without_tier = {name: value for name, value in CLAIMS.items() if name != "tier"}
    yield vector("tags and no tier", "malformed", code({**without_tier, "last": b"\x01\x01\x01"}))


def vectors():
    return [*spelling(), *signatures(), *times(), *lists(), *contents(), *last_uses()]


def text():
    return json.dumps(vectors(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if FILE.read_text() == text() else "docs/card-vectors.json is not what this command makes")
    FILE.write_text(text())
