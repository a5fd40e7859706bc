"""Which bytes stand in the text that was scanned or typed, and is it an address of the site that issues the cards?"""

import re

SHAPE = re.compile(r"(?:HTTPS?://([A-Z0-9.-]+(?::[0-9]{1,5})?)/VERIFY/)?([A-Z2-7]{32,300})")
ADDRESS = re.compile(r"[A-Z]+://.+")
FULL_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20}
BASE32 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHIJKLMNOPQRSTUV")
LEFT_OVER = {0: 0, 2: 2, 4: 4, 5: 1, 7: 3}  # characters beyond a group of eight -> bits that carry nothing
LONGEST = 300


class Malformed(ValueError):
    """No code of a card stands there."""


class OtherSite(ValueError):
    """An address of another site."""


def token_in(text: str, host: str) -> bytes:
    """The signed bytes in a code, bare or as an address of `host`, in any case and full width too.

    `host` is the site's name in capitals, with its port where it has one. Raises `Malformed` or `OtherSite`.
    """
    return from_base32(base32_in(text, host))


def base32_in(text: str, host: str) -> str:
    """The same code in the one spelling that was issued: capitals without the address."""
    folded = text.translate(FULL_WIDTH).strip(" \t\r\n")
    if len(folded) > LONGEST or not folded.isascii():
        raise Malformed
    folded = folded.upper()
    found = SHAPE.fullmatch(folded)
    if found is None:
        ours = (f"HTTPS://{host}/VERIFY/", f"HTTP://{host}/VERIFY/")
        raise OtherSite if ADDRESS.fullmatch(folded) and not folded.startswith(ours) else Malformed
    if found[1] is not None and found[1] != host:
        raise OtherSite
    return found[2]


def from_base32(text: str) -> bytes:
    """RFC 4648 without padding; bits that carry nothing must be 0. Raises `Malformed`."""
    spare = LEFT_OVER.get(len(text) % 8)
    number = int(text.translate(BASE32), 32)
    if spare is None or number & ((1 << spare) - 1):
        raise Malformed
    return (number >> spare).to_bytes(len(text) * 5 // 8, "big")
