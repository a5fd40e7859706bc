"""How is a Chinese name found by characters, by pinyin or by the initials of its pinyin?"""

import logging
import unicodedata
from typing import Any, TypeVar

from django.apps import apps
from django.db import DatabaseError, connections, models, transaction
from django.db.models import Q
from pypinyin import Style, lazy_pinyin

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=models.Model)
PIECE = 3  # characters in a trigram
LONGEST_NAME = 4  # Chinese characters


def search_text(*parts: str) -> str:
    """Lower text, full pinyin and initials of every part, a line each: what a `search` column holds.

    A short Chinese part also begins with its second and third character, so that a given name is found by itself.
    """
    lines: list[str] = []
    for part in map(_folded, parts):
        spoken = _spoken(part, Style.NORMAL)
        given = [part[1:], part[2:]] if spoken and PIECE <= len(part) <= LONGEST_NAME else []
        lines += [part, spoken, _spoken(part, Style.FIRST_LETTER), *(short for short in given if len(short) > 1)]
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
        return queryset.filter(**{f"{number}__startswith": unicodedata.normalize("NFKC", q).strip().upper()})
    return matches(queryset, q, column=name)


def is_number(q: str) -> bool:
    """Whether a number is looked for; in the order of the numbers an index then finds them at once."""
    return any(sign.isdigit() for sign in q)


def _folded(text: str) -> str:
    """Full width and capitals folded, blanks made single."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _spoken(part: str, style: Style) -> str:
    """The pinyin of a part, blanks dropped; nothing for a part without Chinese."""
    spoken = "".join(lazy_pinyin(part, style=style))
    return "" if spoken == part else spoken.replace(" ", "")


def index_search_columns(sender: Any, using: str, **kwargs: Any) -> None:
    """After a migration on PostgreSQL: a trigram index on each `search` column, where pg_trgm may be created."""
    connection = connections[using]
    if connection.vendor != "postgresql" or not _has_trigrams(using):
        return
    with connection.cursor() as cursor:
        for table in _tables_with("search", connection):
            cursor.execute(
                f'CREATE INDEX IF NOT EXISTS "{table}_search_trgm" ON "{table}" USING gin ((search::text) gin_trgm_ops)'
            )


def know_numbers_well(sender: Any, using: str, **kwargs: Any) -> None:
    """After a migration on PostgreSQL: finer statistics of each `code` column.

    With those of every column the planner now and then takes the beginning of a number for one that many rows have,
    and leafs through all of them in order instead of asking the index.
    """
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for table in _tables_with("code", connection):
            cursor.execute(f'ALTER TABLE "{table}" ALTER COLUMN code SET STATISTICS 1000')


def _tables_with(column: str, connection: Any) -> list[str]:
    """The tables of our models that have such a column and exist already."""
    columns = (field for model in apps.get_models() for field in model._meta.local_concrete_fields)
    named = {field.model._meta.db_table for field in columns if field.column == column}
    return sorted(named & set(connection.introspection.table_names()))


def _has_trigrams(using: str) -> bool:
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        logger.warning("pg_trgm could not be created, search goes without its index: %s", type(error).__name__)
        return False
    return True
