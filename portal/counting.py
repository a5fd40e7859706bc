"""How many are there, if the answer "more than that" is enough? A large table is never counted to its end."""

from typing import Any

from django.db.models import QuerySet

MOST = 99


def at_most(rows: QuerySet[Any], *order: str) -> int:
    """The number of rows up to MOST, MOST + 1 for more; reads no further. Shown by the filter `capped`.

    `order` is that of the index which finds them, where the rows asked for lie together at the end of a large table.
    """
    return rows.order_by(*order)[: MOST + 1].count()
