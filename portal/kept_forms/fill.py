"""How the values of a kept form are written into the same form of a page, without the page knowing.

A page's HTML is read once and copied as it is, except inside the form that posts to the kept address: there inputs,
text areas and choices get what was entered, and a kept file is named beside its field, which it then satisfies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _

from portal.kept_forms.keep import FIELD

_UNTOUCHED = {"hidden", "password", "submit", "button", "image", "reset", "file"}
Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Kept:
    """What is written: the id that fetches the files again, the address posted to, values and file names by field."""

    key: str
    path: str
    values: Mapping[str, list[str]]
    files: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, form: Any) -> "Kept":
        files: dict[str, list[str]] = {}
        for file in form.files.all():
            files.setdefault(file.field, []).append(file.name)
        return cls(str(form.public_id), form.path, form.fields, files)


def filled(html: str, page: str, kept: Kept) -> str:
    """`html` of `page` with the form that posts to `kept.path` filled in; the same where it holds no such form."""
    filler = _Filler(page, kept)
    filler.feed(html)
    filler.close()
    return "".join(filler.out)


class _Filler(HTMLParser):
    def __init__(self, page: str, kept: Kept) -> None:
        super().__init__(convert_charrefs=False)
        self.page, self.kept = page, kept
        self.values = {name: list(given) for name, given in kept.values.items()}
        self.out: list[str] = []
        self.inside = False
        self.select = ""
        self.drops_text = False

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        text, given = self.get_starttag_text() or "", dict(attrs)
        if tag == "form":
            self.inside = self._is_kept(given)
            self.out.append(text + (self._marker() if self.inside else ""))
        elif not self.inside:
            self.out.append(text)
        else:
            self.out.append(self._inside(tag, attrs, text))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag in {"textarea", "select"}:
            self.drops_text, self.select = False, ""
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.drops_text:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def _is_kept(self, form: dict[str, str | None]) -> bool:
        action = urlsplit(urljoin(self.page, form.get("action") or "")).path
        return (form.get("method") or "").lower() == "post" and action == self.kept.path

    def _marker(self) -> str:
        note = _("Your session had ended. What you entered stands here again: please check it and send it.")
        key = format_html('<input type="hidden" name="{}" value="{}">', FIELD, self.kept.key)
        return key + format_html('<p class="notice" role="status">{}</p>', note)

    def _inside(self, tag: str, attrs: Attributes, text: str) -> str:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input":
            return self._input(name, given, attrs, text)
        if tag == "textarea" and name in self.values:
            self.drops_text = True
            return text + escape("\n" + self._next(name))
        if tag == "select":
            self.select = name if name in self.values else ""
        if tag == "option" and self.select:
            return _tag(tag, attrs, {"selected": given.get("value") in self.values[self.select]})
        return text

    def _input(self, name: str, given: dict[str, str | None], attrs: Attributes, text: str) -> str:
        kind = (given.get("type") or "text").lower()
        if kind == "file" and name in self.kept.files:
            return _tag("input", attrs, {"required": False}) + _kept_files(self.kept.files[name])
        if kind in {"checkbox", "radio"}:
            return _tag("input", attrs, {"checked": (given.get("value") or "on") in self.values.get(name, [])})
        if kind in _UNTOUCHED or name not in self.values:
            return text
        return _tag("input", [pair for pair in attrs if pair[0] != "value"] + [("value", self._next(name))], {})

    def _next(self, name: str) -> str:
        """Fields of one name take their values in order."""
        return self.values[name].pop(0) if len(self.values[name]) > 1 else "".join(self.values[name][:1])


def _tag(tag: str, attrs: Attributes, switches: Mapping[str, bool]) -> str:
    kept = [(name, value) for name, value in attrs if name not in switches]
    words = [name if value is None else format_html('{}="{}"', name, value) for name, value in kept]
    return f"<{' '.join([tag, *words, *(name for name, is_on in switches.items() if is_on)])}>"


def _kept_files(names: Iterable[str]) -> str:
    rows = format_html_join("", "<li>{}</li>", ((name,) for name in names))
    return format_html(
        '<div class="notice ok"><p>{}</p><ul>{}</ul></div>', _("Kept from before and sent along again:"), rows
    )
