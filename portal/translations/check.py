"""Is every sentence of the site there in Chinese, once and whole?"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from .pofile import duplicates, key_of, read


def findings(file: Path, found: Catalog) -> list[str]:
    """What is wrong with the file against the sentences `found` in the code; an empty list means nothing."""
    known = {key_of(message): message for message in read(file) if message.id}
    wanted = {key_of(message) for message in found if message.id}
    missing = [f"missing: {text!r}" for text, _context in sorted(wanted - known.keys(), key=str)]
    unused = [f"unused: {text!r}" for text, _context in sorted(known.keys() - wanted, key=str)]
    twice = [f"twice: {text}" for text in duplicates(file)]
    return missing + unused + twice + [line for message in known.values() for line in _of(message)]


def _of(message: Message) -> Iterator[str]:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or [])
    if not strings or not all(strings):
        yield f"empty: {message.id!r}"
    if message.fuzzy:
        yield f"fuzzy: {message.id!r}"
    if strings and all(strings):
        yield from (f"{error}: {message.id!r}" for error in message.check())
