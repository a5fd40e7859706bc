"""What does a message say? Text files by template, language and channel, with the particulars they need.

The first line of `templates/notifications/<template>/<language>.txt` is a comment that names the particulars
(`{# code tier due_on? url? #}`, a question mark for those that may be missing), the second is the subject, the
rest the body, a paragraph a line. `on_site` is true where only the signed-in reader sees it: what a letter should not
carry (where somebody was treated) stands behind it. `<language>.sms.txt` is the one line of a text message.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Template, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone, translation

from .enums import Channel

FOLDER = "notifications"
HEADER = re.compile(r"\{#(.*?)#\}\n")


class UnknownText(LookupError):
    """There is no such template, or not for this language and channel."""


class MissingParticulars(ValueError):
    """The caller left out what the text needs."""


@dataclass(frozen=True)
class Words:
    """A message as one reader gets it."""

    subject: str
    body: str


@dataclass(frozen=True)
class Text:
    """A text file, compiled, with the names it needs and those it may use."""

    needed: frozenset[str]
    optional: frozenset[str]
    template: Template
    on_site: bool

    def check(self, context: Mapping[str, Any]) -> None:
        missing = self.needed - set(context)
        if missing:
            raise MissingParticulars(f"The text needs {', '.join(sorted(missing))}.")

    def words(self, context: Mapping[str, Any], language: str) -> Words:
        values = dict.fromkeys(self.optional) | localised(context, language) | {"on_site": self.on_site}
        with translation.override(language):
            written = self.template.render(Context(values, autoescape=False))
        subject, *paragraphs = [line.rstrip() for line in written.splitlines() if line.strip()]
        return Words(subject, "\n\n".join(paragraphs))


def languages() -> list[str]:
    return [code for code, _ in settings.LANGUAGES]


def known_templates() -> list[str]:
    root = Path(settings.BASE_DIR) / "templates" / FOLDER
    return sorted(folder.name for folder in root.iterdir() if folder.is_dir())


@lru_cache(maxsize=512)
def text_for(template: str, language: str, channel: str) -> Text:
    """The compiled file; `UnknownText` where this template does not go by this channel."""
    ending = "sms.txt" if channel == Channel.SMS else "txt"
    name = f"{FOLDER}/{template}/{language}.{ending}"
    try:
        wrapped: Any = get_template(name)
        compiled = wrapped.template
    except TemplateDoesNotExist as error:
        raise UnknownText(f"There is no {name}.") from error
    needed, optional = _particulars(compiled.source)
    return Text(needed, optional, compiled, on_site=channel == "inbox")


def words_for(template: str, language: str, channel: str, context: Mapping[str, Any]) -> Words:
    return text_for(template, language, channel).words(context, language)


def _particulars(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names a text needs and those it may use, from its first line."""
    header = HEADER.match(source)
    names = header[1].split() if header else []
    optional = frozenset(name.rstrip("?") for name in names if name.endswith("?"))
    return frozenset(name for name in names if not name.endswith("?")), optional


def localised(context: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Two-language values in one language; `…_on` as a day, `…_at` as a moment of this time zone."""
    return {name: _value(name, value, language) for name, value in context.items()}


def _value(name: str, value: Any, language: str) -> Any:
    if isinstance(value, Mapping) and set(value) == set(languages()):
        return value[language]
    if name.endswith("_on") and isinstance(value, str) and value:
        return date.fromisoformat(value)
    if name.endswith("_at") and isinstance(value, str) and value:
        return timezone.localtime(datetime.fromisoformat(value))
    return value


def in_both_languages(thing: Any) -> dict[str, str]:
    """A particular for readers of either language, from an object with `name_zh` and `name_en` or a lazy text."""
    if hasattr(thing, "name_zh"):
        return {"zh-hans": thing.name_zh, "en": thing.name_en}
    found = {}
    for language in languages():
        with translation.override(language):
            found[language] = str(thing)
    return found
