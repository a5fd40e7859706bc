"""How many are there, if the answer "more than that" is enough? A large table is never counted to its end."""

from typing import Any

from django.db.models import QuerySet

MOST = 99


def at_most(rows: QuerySet[Any]) -> int:
    """The number of rows up to MOST, MOST + 1 for more; reads no further. Shown by the filter `capped`."""
    return rows.order_by()[: MOST + 1].count()
