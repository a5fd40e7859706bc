"""What does the database hold at this moment? Every row of every table; where a sequence stands does not count."""

from collections import Counter

from django.db import DatabaseError, connection

NOT_STATE = {"django_migrations", "services_refusedcall", "services_answeredcall"}
"""The last two say which calls came, whatever became of them: beside the transaction, and never in its way."""


def tables():
    with connection.cursor() as cursor:
        return sorted(set(connection.introspection.table_names(cursor)) - NOT_STATE)


def rows():
    """`{table: how many rows, and a digest of them}`; fails the test where the transaction is already broken."""
    with connection.cursor() as cursor:
        try:
            return _on_postgresql(cursor) if connection.vendor == "postgresql" else _on_sqlite(cursor)
        except DatabaseError as error:
            raise AssertionError(f"the database no longer answers in this transaction: {error}") from error


def counts():
    """A `Counter` of rows by table: the difference of two says what was added."""
    selects = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {_quoted(table)}" for table in tables())
    with connection.cursor() as cursor:
        cursor.execute(selects)
        return Counter(dict(cursor.fetchall()))


def _on_postgresql(cursor):
    one = "SELECT '{0}', count(*), sum(hashtextextended(t::text, 0)::numeric) FROM {1} t"
    cursor.execute(" UNION ALL ".join(one.format(table, _quoted(table)) for table in tables()))
    return {table: tuple(found) for table, *found in cursor.fetchall()}


def _on_sqlite(cursor):
    found = {}
    for table in tables():
        cursor.execute(f"SELECT * FROM {_quoted(table)}")
        held = cursor.fetchall()
        found[table] = (len(held), hash(tuple(held)))
    return found


def _quoted(table):
    return connection.ops.quote_name(table)
