"""How is the file of Chinese sentences read, brought up to date, written and compiled?"""

import io
import os
import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

LOCALE = "zh_Hans"
Key = tuple[str, str | None]
SECOND_TRANSLATION = re.compile(r'^(msgstr ".*"\n)(?:msgstr ".*"\n)+', re.MULTILINE)


def po_path() -> Path:
    return Path(settings.LOCALE_PATHS[0]) / LOCALE / "LC_MESSAGES" / "django.po"


def key_of(message: Message) -> Key:
    """What tells one sentence from another: its English (the singular) and its context."""
    return (message.id if isinstance(message.id, str) else message.id[0], message.context)


def read(file: Path) -> Catalog:
    """The file's sentences; an absent file holds none. Raises `PoFileError` where it cannot be read."""
    return _parsed(file.read_text()) if file.exists() else Catalog(locale=LOCALE)


def read_merged(file: Path) -> Catalog:
    """The same after git merged two versions line by line; of two translations the first wins."""
    text = SECOND_TRANSLATION.sub(r"\1", file.read_text()) if file.exists() else ""
    blocks = text.split("\n\n")
    return _parsed("\n\n".join(block for block in blocks if not block.rstrip().endswith('\nmsgstr ""')))


def _parsed(text: str) -> Catalog:
    return read_po(io.StringIO(text), locale=LOCALE, abort_invalid=True)


def merged(known: Catalog, found: Catalog) -> Catalog:
    """The sentences of `found`, each with its translation from `known` or an empty one."""
    result = Catalog(locale=LOCALE, header_comment="")
    for message in found:
        if message.id:
            old = known.get(key_of(message)[0], message.context)
            fits = old is not None and isinstance(old.id, str) == isinstance(message.id, str)
            result.add(message.id, old.string if old and fits else None, context=message.context)
    return result


def write(catalog: Catalog, file: Path) -> None:
    """One sentence a line, sorted, without places or dates, so that two changes seldom touch the same line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        stream.write(HEADER.encode())
        write_po(stream, catalog, width=0, omit_header=True, sort_output=True, no_location=True)


HEADER = """msgid ""
msgstr ""
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def compile_po(file: Path) -> Path:
    """Write the `.mo` beside the file if that is newer; swapped in whole, so that a reader never sees half."""
    target = file.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= file.stat().st_mtime:
        return target
    half = target.with_suffix(f".{os.getpid()}.mo-part")
    with half.open("wb") as stream:
        write_mo(stream, read(file))
    half.replace(target)
    return target


def duplicates(file: Path) -> list[str]:
    """The English of each sentence that stands in the file more than once (a merge by union can do that)."""
    entries = re.findall(r'^(?:msgctxt (".*")\n)?msgid (".*"(?:\n".*")*)', file.read_text(), re.MULTILINE)
    return sorted({text for context, text in entries if entries.count((context, text)) > 1})
