"""Which JSON the API reads: one value a name, no lone surrogates or NUL, not nested without end."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class NotJson(ParseError):
    default_detail = _("The body is not JSON.")


class StrictJSONParser(JSONParser):
    """Refuses what databases and strangers' parsers disagree about, as 400, and more than a body may hold, as 413."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        encoding = (parser_context or {}).get("encoding", "utf-8")
        try:
            text = _read(stream).decode(encoding)
            value = json.loads(text, object_pairs_hook=_one_value_a_name, parse_constant=_no_constant)
            _refuse_odd_text(value)
        except (ValueError, LookupError, RecursionError) as error:
            raise NotJson from error
        return value


def _read(stream: Any) -> bytes:
    """DRF reads a stream to its end, however long; this stops at the bound of the settings."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    raw = stream.read(most + 1)
    if len(raw) > most:
        raise RequestDataTooBig("the body is larger than DATA_UPLOAD_MAX_MEMORY_SIZE")
    return raw


def _one_value_a_name(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _refuse_odd_text(value: Any) -> None:
    if isinstance(value, str):
        value.encode()  # a lone surrogate is a UnicodeEncodeError, hence a ValueError
        if "\0" in value:
            raise ValueError("NUL")
    elif isinstance(value, dict):
        for name, inner in value.items():
            _refuse_odd_text(name)
            _refuse_odd_text(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_odd_text(inner)
