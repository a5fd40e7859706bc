"""How is a Chinese name found by characters, by pinyin or by the initials of its pinyin?"""

from typing import TypeVar

from django.db.models import Model, QuerySet
from pypinyin import Style, lazy_pinyin

Row = TypeVar("Row", bound=Model)


def search_text(*parts: str) -> str:
    """Lower text, full pinyin and initials of every part, parted by blanks: what a `search` column holds."""
    words: list[str] = []
    for part in (part.strip().lower() for part in parts):
        words += [part, _spoken(part, Style.NORMAL), _spoken(part, Style.FIRST_LETTER)]
    return " ".join(dict.fromkeys(filter(None, words)))


def matches(queryset: QuerySet[Row], q: str) -> QuerySet[Row]:
    """The rows whose `search` column holds every word of `q`."""
    for word in q.lower().split():
        queryset = queryset.filter(search__contains=word)
    return queryset


def _spoken(part: str, style: Style) -> str:
    return "".join(lazy_pinyin(part, style=style)).replace(" ", "").lower()
