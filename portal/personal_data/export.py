"""How does a person take everything away? As a ZIP that is written while it is sent: one JSON file, and the files."""

import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from .held import Held, held_about
from .rows import as_dict, links, place_of

AT_ONCE = 500


class _Outlet:
    """What a ZIP is written to: it keeps only what has not been sent yet."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing to flush: `take` hands out what was written."""

    def take(self) -> bytes:
        data, self.waiting = b"".join(self.waiting), []
        return data


def archive_of(user: Any) -> Iterator[bytes]:
    """The pieces of the ZIP, in order; neither rows nor files are ever all in memory."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        with archive.open("data.json", "w", force_zip64=True) as target:
            for text in _json(user):
                target.write(text.encode())
                yield outlet.take()
        for place, content in _files(user):
            with archive.open(zipfile.ZipInfo(place, _now()), "w", force_zip64=True) as target:
                for chunk in content.chunks():
                    target.write(chunk)
                    yield outlet.take()
    yield outlet.take()


def _json(user: Any) -> Iterator[str]:
    """One object, a table a key, written table by table and row by row."""
    yield f'{{"made_at": {_text(timezone.now())}, "tables": {{'
    for number, held in enumerate(held_about(user)):
        yield f'{"," if number else ""}\n{_text(held.label)}: {{"columns": {_text(_about(held))}, "rows": ['
        for place, row in enumerate(_rows(held)):
            yield f"{',' if place else ''}\n{_text(as_dict(row, held))}"
        yield "]}"
    yield "}}\n"


def _about(held: Held) -> dict[str, Any]:
    return {
        name: {"purpose": entry.purpose, "basis": entry.basis, "kept": entry.retention}
        for name, entry in held.personal.items()
    }


def _rows(held: Held) -> Iterator[models.Model]:
    told = links(held)
    rows = held.rows.select_related(*told) if told else held.rows
    return rows.iterator(chunk_size=AT_ONCE)


def _files(user: Any) -> Iterator[tuple[str, Any]]:
    """`(place, file)`; one whose bytes are gone is left out, its row still names it."""
    for held in held_about(user):
        columns = [field for field in held.model._meta.concrete_fields if isinstance(field, models.FileField)]
        for row in held.rows.iterator(chunk_size=AT_ONCE) if columns else ():
            for field in columns:
                kept = getattr(row, field.name)
                if kept and kept.storage.exists(kept.name):
                    with kept.open("rb") as content:
                        yield place_of(row, field), content


def _text(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _now() -> tuple[int, int, int, int, int, int]:
    now = timezone.localtime()
    return now.year, now.month, now.day, now.hour, now.minute, now.second
