"""How is a Chinese name found by characters, by pinyin or by the initials of its pinyin?"""

import logging
import unicodedata
from typing import Any, TypeVar

from django.apps import apps
from django.db import DatabaseError, connections, models, transaction
from django.db.models import Q
from django.http import HttpRequest

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=models.Model)
PIECE = 3  # characters in a trigram
FINE = 1_000  # of a column's values in its statistics; 100 are usual
LONGEST_NAME = 4  # Chinese characters
LONGEST_WORDS = 120  # characters of a list's search field
LONGEST_NUMBER = 20  # characters of a case's, a card's or a request's


def looked_for(request: HttpRequest) -> str:
    """What a reader typed into a list's search: one line, no longer than the field."""
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_WORDS]


def search_text(*parts: str) -> str:
    """Lower text, full pinyin and initials of every part, a line each: what a `search` column holds.

    Of a short Chinese part what begins with its second and third character is a line too, so that a given name is found
    by itself; of a longer one each pair of characters: 小学 is found in 示范第一小学.
    """
    lines: list[str] = []
    for part in map(_folded, parts):
        spoken = _spoken(part)
        lines += [part, spoken, _spoken(part, initials=True), *(_within(part) if spoken else ())]
    return "\n".join(dict.fromkeys(filter(None, lines)))


def matches(queryset: models.QuerySet[Row], q: str, *, column: str = "search") -> models.QuerySet[Row]:
    """The rows whose `column` holds every word of `q`; all rows where `q` is empty.

    The index knows pieces of three characters. A shorter word is looked for at the beginning of a line, where the
    index sees the edge of a word: 王, 王伟 and wx are found as beginnings.
    """
    for word in _folded(q).split():
        if len(word) < PIECE:
            queryset = queryset.filter(Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f"\n{word}"}))
        else:
            queryset = queryset.filter(**{f"{column}__contains": word})
    return queryset


def number_or_name(
    queryset: models.QuerySet[Row], q: str, *, number: str = "code", name: str = "talent__profile__search"
) -> models.QuerySet[Row]:
    """Where `q` has a digit, the rows whose number begins with it; else those whose holder `matches`.

    One or the other: a condition over two tables at once would be answered by no index.
    """
    if is_number(q):
        return _beginning_with(queryset, unicodedata.normalize("NFKC", q).strip().upper(), number)
    return matches(queryset, q, column=name)


def _beginning_with(queryset: models.QuerySet[Row], beginning: str, number: str) -> models.QuerySet[Row]:
    """Said as a stretch of the order too, for which PostgreSQL reads no more of the index than what lies in it.

    Of `startswith` alone it guesses how many rows it will find, and where it guesses many it leafs through all numbers
    in order. Capitals, digits and hyphens lie before a row of Z, in every order of the alphabet.
    """
    stretch = {f"{number}__gte": beginning, f"{number}__lte": beginning + "Z" * LONGEST_NUMBER}
    return queryset.filter(**stretch, **{f"{number}__startswith": beginning})


def is_number(q: str) -> bool:
    """Whether a number is looked for; in the order of the numbers an index then finds them at once."""
    return any(sign.isdigit() for sign in q)


def _folded(text: str) -> str:
    """Full width and capitals folded, blanks made single."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _within(part: str) -> list[str]:
    """What a Chinese part is found by that does not stand at its beginning."""
    if len(part) <= LONGEST_NAME:
        return [short for short in (part[1:], part[2:]) if len(part) >= PIECE and len(short) > 1]
    pairs = (part[at : at + 2] for at in range(1, len(part) - 1))
    return [pair for pair in pairs if all(_is_chinese(sign) for sign in pair)]


def _is_chinese(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith("CJK UNIFIED")


def _spoken(part: str, *, initials: bool = False) -> str:
    """The pinyin of a part or its initials, blanks dropped; nothing for a part without Chinese."""
    from pypinyin import Style, lazy_pinyin  # its dictionary is read for the first name, and not at every start

    style = Style.FIRST_LETTER if initials else Style.NORMAL
    spoken = "".join(lazy_pinyin(part, style=style))
    return "" if spoken == part else spoken.replace(" ", "")


def index_search_columns(sender: Any, using: str, **kwargs: Any) -> None:
    """After a migration on PostgreSQL: a trigram index on each `search` column, where pg_trgm may be created.

    And finer statistics: with those of every column the planner now and then takes a rare name for a frequent one, and
    leafs through everybody in order instead of asking the index.
    """
    connection = connections[using]
    if connection.vendor != "postgresql" or not _has_trigrams(using):
        return
    with connection.cursor() as cursor:
        for table in _searched_tables(connection):
            cursor.execute(
                f'CREATE INDEX IF NOT EXISTS "{table}_search_trgm" ON "{table}" USING gin ((search::text) gin_trgm_ops)'
            )
            cursor.execute(f'ALTER TABLE "{table}" ALTER COLUMN search SET STATISTICS {FINE}')


def _searched_tables(connection: Any) -> list[str]:
    """The tables of our models that have a `search` column and exist already."""
    columns = (field for model in apps.get_models() for field in model._meta.local_concrete_fields)
    named = {field.model._meta.db_table for field in columns if field.column == "search"}
    return sorted(named & set(connection.introspection.table_names()))


def _has_trigrams(using: str) -> bool:
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        logger.warning("pg_trgm could not be created, search goes without its index: %s", type(error).__name__)
        return False
    return True
