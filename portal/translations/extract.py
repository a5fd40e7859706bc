"""Which sentences do the code and the templates hold?

Babel reads Python; Django's own `templatize` turns a template into something Babel can read. No GNU gettext is needed.
"""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from django.conf import settings
from django.utils.translation.template import templatize

SOURCES = ("accounts", "policies", "portal", "services")
TEMPLATE_SUFFIXES = {".html", ".txt"}
PLURALS = {"ngettext": (1, 2), "npgettext": ((1, "c"), 2, 3), "gettext": None, "pgettext": ((1, "c"), 2)}
KEYWORDS = DEFAULT_KEYWORDS | PLURALS | {f"{name}_lazy": places for name, places in PLURALS.items()}
Call = tuple[str, tuple[str | None, ...]]
INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)


def extracted() -> Catalog:
    """Every sentence of the project, without translations."""
    catalog = Catalog()
    for file in sorted(source_files(Path(settings.BASE_DIR))):
        for function, arguments in _calls(file):
            _add(catalog, function, arguments)
    return catalog


def source_files(root: Path) -> Iterator[Path]:
    for folder in SOURCES:
        yield from (file for file in (root / folder).rglob("*.py") if "migrations" not in file.parts)
    for folder in ("templates", *SOURCES):
        yield from (file for file in (root / folder).rglob("*") if file.suffix in TEMPLATE_SUFFIXES)


def _calls(file: Path) -> Iterable[Call]:
    """`(function, string arguments)` of each call that marks a sentence."""
    code = file.read_bytes()
    if file.suffix in TEMPLATE_SUFFIXES:
        code = INDENT.sub(b"", templatize(code.decode(), origin=str(file)).encode())
    # Babel's annotations do not say what its extractors yield.
    found: Iterable[Any] = extract_python(io.BytesIO(code), KEYWORDS, [], {})
    for _line, function, arguments, _comments in found:
        yield function, arguments if isinstance(arguments, tuple) else (arguments,)


def _add(catalog: Catalog, function: str, arguments: tuple[str | None, ...]) -> None:
    context, texts = None, []
    for place in KEYWORDS[function] or (1,):
        number = (place[0] if isinstance(place, tuple) else place) or 1
        text = arguments[number - 1] if number <= len(arguments) else None
        if not text:
            return
        if isinstance(place, tuple):
            context = text
        else:
            texts.append(text)
    catalog.add(tuple(texts) if len(texts) > 1 else texts[0], context=context)
