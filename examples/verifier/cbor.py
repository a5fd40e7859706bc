"""How is CBOR (RFC 8949) read, as much of it as a card needs and in its one deterministic form?

Whole numbers, byte strings, texts, arrays, maps and tags, each in the shortest form and of a definite length; a map's
keys rise in the order of their bytes. Whatever else is refused, so that a code has exactly one spelling.
"""

from typing import Any

DEEPEST = 4


class BadCbor(ValueError):
    """The bytes are not what a card's code is made of."""


def decode(data: bytes) -> Any:
    """The one item that `data` holds; a tag is given as `(number, item)`. Raises `BadCbor`."""
    try:
        item, end = _item(data, 0, DEEPEST)
    except (IndexError, UnicodeDecodeError, TypeError) as error:
        raise BadCbor("cut off, or a text that is none") from error
    if end != len(data):
        raise BadCbor("something stands after the end")
    return item


def _item(data: bytes, at: int, deeper: int) -> tuple[Any, int]:
    head = data[at]
    number, at = _number(data, at + 1, head & 31)
    major = head >> 5
    if major == 0:
        return number, at
    if major == 1:
        return -1 - number, at
    if major in (2, 3):
        return _string(data, at, at + number, is_text=major == 3)
    if not deeper or major == 7:
        raise BadCbor("nested too deep, or of a kind that no card has")
    if major == 6:
        item, at = _item(data, at, deeper - 1)
        return (number, item), at
    return (_array if major == 4 else _map)(data, at, number, deeper - 1)


def _number(data: bytes, at: int, size: int) -> tuple[int, int]:
    if size < 24:
        return size, at
    if size > 26:
        raise BadCbor("no number of a card is so long")
    end = at + (1 << size - 24)
    number = int.from_bytes(data[at:end], "big")
    if end > len(data) or number < (24, 256, 65536)[size - 24]:
        raise BadCbor("cut off, or longer than it needs to be")
    return number, end


def _string(data: bytes, at: int, end: int, *, is_text: bool) -> tuple[bytes | str, int]:
    if end > len(data):
        raise BadCbor("cut off")
    return (data[at:end].decode() if is_text else data[at:end]), end


def _array(data: bytes, at: int, length: int, deeper: int) -> tuple[list[Any], int]:
    items = []
    for _ in range(length):
        item, at = _item(data, at, deeper)
        items.append(item)
    return items, at


def _map(data: bytes, at: int, length: int, deeper: int) -> tuple[dict[Any, Any], int]:
    found: dict[Any, Any] = {}
    former = b""
    for _ in range(length):
        key, end = _item(data, at, deeper)
        if data[at:end] <= former:
            raise BadCbor("keys out of order, or twice the same")
        former = data[at:end]
        found[key], at = _item(data, end, deeper)
    return found, at
