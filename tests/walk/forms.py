"""Which forms does a page hold, and what is sent when somebody fills their fields with words nobody else uses?"""

import datetime as dt
from html.parser import HTMLParser
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.accounts.evidence import corpus

NUMBERS = count(1)
NO_FIELDS = {"submit", "button", "image", "reset"}
ONE_OF = {"radio", "checkbox"}


class Page(HTMLParser):
    """`forms`: `(address, fields)` of each that is sent by POST, a field as `(name, kind, value)`; `links`."""

    def __init__(self, address, text):
        super().__init__()
        self.address, self.forms, self.links, self.fields, self.select = address, [], [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if "hx-post" in given:
            self.forms.append((given["hx-post"], []))
        if tag == "form":
            self._begin(given)
        elif self.fields is not None and tag in {"input", "textarea", "select", "button", "option"}:
            self._note(tag, given)

    def handle_endtag(self, tag):
        if tag == "form":
            self.fields = None

    def _begin(self, given):
        self.fields = []
        if given.get("method", "get").lower() == "post":
            self.forms.append((given.get("action") or self.address, self.fields))

    def _note(self, tag, given):
        value = given.get("value") or ""
        if tag == "option":
            if self.select and value and (self.select not in dict(self._chosen()) or "selected" in given):
                self.fields.append((self.select, "option", value))
            return
        self.select = given.get("name") if tag == "select" else None
        kind = given.get("type", "text") if tag == "input" else tag
        if given.get("name") and kind not in NO_FIELDS | {"select"}:
            self.fields.append((given["name"], kind, value))

    def _chosen(self):
        return ((name, value) for name, kind, value in self.fields if kind == "option")


def filled(fields):
    """What is sent, and the words in it that are new."""
    sent, words = {}, []
    for name, kind, value in fields:
        if kind in ONE_OF | {"button"}:
            sent.setdefault(name, value or "on")
        elif kind in {"hidden", "option", "number"}:
            sent[name] = value or "1"
        else:
            sent[name], word = written(name, kind)
            words.append(word)
    return sent, words


def written(name, kind):
    """`(value, word)`: what stands in such a field, and what of it is looked for."""
    number = next(NUMBERS)
    word = f"pressed{number}z"
    day = (dt.date(1931, 1, 1) + dt.timedelta(days=number)).isoformat()
    if kind == "file":
        return SimpleUploadedFile(f"{word}.pdf", corpus.pdf(), "application/pdf"), word
    if kind == "date":
        return day, day
    if "phone" in name or kind == "tel":
        return f"+86139{number:08}", f"139{number:08}"
    if kind == "email" or "email" in name:
        return f"{word}@example.cn", word
    if "number" in name:
        return f"E{number:08}", f"E{number:08}"
    return word, word
