"""How is a Chinese name found by characters, by pinyin or by the initials of its pinyin?"""

import logging
import unicodedata
from typing import Any, TypeVar

from django.apps import apps
from django.db import DatabaseError, connections, models, transaction
from pypinyin import Style, lazy_pinyin

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=models.Model)


def search_text(*parts: str) -> str:
    """Lower text, full pinyin and initials of every part, a line each: what a `search` column holds."""
    lines: list[str] = []
    for part in map(_folded, parts):
        lines += [part, _spoken(part, Style.NORMAL), _spoken(part, Style.FIRST_LETTER)]
    return "\n".join(dict.fromkeys(filter(None, lines)))


def matches(queryset: models.QuerySet[Row], q: str, *, column: str = "search") -> models.QuerySet[Row]:
    """The rows whose `column` holds every word of `q`; all rows where `q` is empty."""
    for word in _folded(q).split():
        queryset = queryset.filter(**{f"{column}__contains": word})
    return queryset


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
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in sorted(tables & {model._meta.db_table for model in apps.get_models() if _is_searched(model)}):
            cursor.execute(
                f'CREATE INDEX IF NOT EXISTS "{table}_search_trgm" ON "{table}" USING gin ((search::text) gin_trgm_ops)'
            )


def _is_searched(model: type[models.Model]) -> bool:
    return any(field.column == "search" for field in model._meta.local_concrete_fields)


def _has_trigrams(using: str) -> bool:
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        logger.warning("pg_trgm could not be created, search goes without its index: %s", type(error).__name__)
        return False
    return True
