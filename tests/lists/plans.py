"""How does PostgreSQL answer what a page asks? Which tables does it read to the end, sort, or count?"""

import json
import re
from collections.abc import Iterator
from functools import cache

from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import paging
from tests.lists.province import LARGE

TABLES = {model._meta.db_table for model in LARGE}
MOST_SORTED, MOST_READ = 1_000, 10_000
ASKED_FOR_TOO_MUCH = re.compile(r"\bOFFSET\b|\bDISTINCT\b")
DEPTHS = (20_000, 2_000, 200, 60)


def faults_of(page) -> list[str]:
    """What is wrong with the way in which the database answers `page()`; an empty list where an index serves it."""
    with CaptureQueriesContext(connection) as asked:
        answer = page()
    assert answer.status_code == 200, answer
    found = []
    for query in asked:
        sql = query["sql"]
        if sql.startswith("SELECT"):
            found += [f"{fault}: {sql}" for fault in faults_in(sql)]
    return found


@cache
def faults_in(sql: str) -> list[str]:
    """The faults of one statement; the same one is asked by many pages, of the same rows."""
    return list(_faults_in(sql))


def _faults_in(sql: str) -> Iterator[str]:
    if word := ASKED_FOR_TOO_MUCH.search(sql):
        yield f"says {word[0]}"
    if not any(table in sql for table in TABLES):
        if "COUNT(" in sql:
            yield "counts"
        return
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) " + sql.replace("%", "%%"), [])
        (plan,) = cursor.fetchone()
    yield from faults_of_node((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])


def faults_of_node(node: dict) -> Iterator[str]:
    children, kind = node.get("Plans", []), node["Node Type"]
    if kind == "Seq Scan" and node["Relation Name"] in TABLES:
        yield f"reads {node['Relation Name']} from end to end"
    if kind in {"Sort", "Aggregate"} and (rows := sum(map(rows_of, children))) > MOST_SORTED:
        yield f"{kind} of {rows:.0f} rows"
    if "Scan" in kind and node.get("Relation Name") in TABLES and (rows := rows_read(node)) > MOST_READ:
        yield f"reads {rows:.0f} rows of {node['Relation Name']}"
    for child in children:
        yield from faults_of_node(child)


def rows_of(node: dict) -> float:
    return node["Actual Rows"] * node["Actual Loops"]


def rows_read(node: dict) -> float:
    dropped = ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")
    return rows_of(node) + sum(node.get(name, 0) for name in dropped) * node["Actual Loops"]


class Pages:
    """Remembers the last page cut from a large list, and knows a cursor to its depth."""

    def __init__(self, monkeypatch) -> None:
        self.last = None
        cut = paging.KeysetPage._after

        def remember(page, queryset, values, backwards):
            self.last = page, queryset
            return cut(page, queryset, values, backwards)

        monkeypatch.setattr(paging.KeysetPage, "_after", remember)

    def deep(self) -> str | None:
        """A cursor after the 20,000th row, or as deep as the list goes; None for a list of one page."""
        page, queryset = self.last
        order = [f"-{name}" if page.descending else name for name in page.names]
        for depth in DEPTHS:
            row = queryset.order_by(*order)[depth : depth + 1].first()
            if row is not None:
                page.rows = [row]
                return page._cursor(0, backwards=False)
        return None
