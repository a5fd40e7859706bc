"""What was fetched before and is read here from a file; else one line about what is wrong with it, and what to do."""

import json
from pathlib import Path
from typing import Any

from .published import read_keys

NOT_USABLE = 2  # what a program ends with then: nothing was checked, so it says neither yes nor no
KEYS = "Fetch /.well-known/talent-card/keys.json from the site again."
STATUS = "Fetch /.well-known/talent-card/status from the site again."
KNOWN = "Fetch known.json at the desk page of the site, and carry it in."


class NotUsable(ValueError):
    """A file is missing or holds something else; in words, for the person at the terminal."""


def text_of(file: Path, what_to_do: str) -> str:
    """Raises `NotUsable`."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise NotUsable(f"{file} cannot be read: {error.strerror}. {what_to_do}") from error
    except UnicodeDecodeError as error:
        raise NotUsable(f"{file} is no text. {what_to_do}") from error


def keys_of(file: Path) -> Any:
    """The document keys.json, with a key in it. Raises `NotUsable`."""
    return _with_keys(file, _json_of(file, KEYS), KEYS)


def known_of(file: Path) -> Any:
    """The document known.json. Raises `NotUsable`."""
    known = _json_of(file, KNOWN)
    if not isinstance(known, dict) or not isinstance(known.get("status", 0), str | None) or not _names_services(known):
        raise NotUsable(f"{file} is not what the desk page gives. {KNOWN}")
    _with_keys(file, known.get("keys"), KNOWN)
    return known


def _json_of(file: Path, what_to_do: str) -> Any:
    try:
        return json.loads(text_of(file, what_to_do))
    except json.JSONDecodeError as error:
        raise NotUsable(f"{file} is not JSON. {what_to_do}") from error


def _with_keys(file: Path, document: Any, what_to_do: str) -> Any:
    try:
        has_keys = bool(read_keys(document).by_kid)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotUsable(f"{file} is no list of keys. {what_to_do}") from error
    if not has_keys:
        raise NotUsable(f"{file} holds no key, so no card can be checked. {what_to_do}")
    return document


def _names_services(known: dict[str, Any]) -> bool:
    services = known.get("services")
    return isinstance(services, list) and all(
        isinstance(one, dict) and {"slug", "gives"} <= one.keys() for one in services
    )
