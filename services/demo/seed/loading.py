"""How do rows get into the tables fast? By COPY on PostgreSQL, by `executemany` elsewhere; nothing is switched off."""

from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

Row = tuple[Any, ...]
NULL, SEAM = "\x1e", "\x1f"  # signs that no value holds stand for both until the values are written safely
ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t"})


class Sheet:
    """Rows that wait to go into one table, values in the order of `columns`; the rest are the fields' defaults.

    Values are as both databases read them: text, whole numbers and None; moments in UTC without a zone.
    """

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        rest = [field for name, field in fields.items() if name not in columns and _has_plain_default(field)]
        self.model, self.table = model, model._meta.db_table
        self.columns = [str(field.column) for field in (*(fields[name] for name in columns), *rest)]
        self.rest: Row = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
        self.rows: list[Row] = []
        last = model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
        self._last = last if isinstance(last, int) else 0

    def next_id(self) -> int:
        self._last += 1
        return self._last

    def add(self, *values: Any) -> None:
        self.rows.append(values + self.rest)

    def put(self, row: models.Model) -> None:
        """An object of the model, for a sheet of `whole` rows."""
        fields = row._meta.concrete_fields
        self.rows.append(tuple(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields))

    def take(self) -> list[Row]:
        rows, self.rows = self.rows, []
        return rows


def whole(model: type[models.Model]) -> Sheet:
    """A sheet of all columns, for tables of few rows: these are written as objects of the model."""
    return Sheet(model, *(field.attname for field in model._meta.concrete_fields))


def _has_plain_default(field: models.Field) -> bool:
    return not field.primary_key and not field.has_db_default()


def insert(sheet: Sheet, rows: list[Row]) -> None:
    places = ", ".join(["%s"] * len(sheet.columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {sheet.table} ({_named(sheet)}) VALUES ({places})", rows)  # noqa: S608


def copy(sheet: Sheet, text: str) -> None:
    """`text` is what `as_text` made of the rows."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {sheet.table} ({_named(sheet)}) FROM STDIN") as stream:
        stream.write(text)


def look_up_references() -> None:
    """Let PostgreSQL check the foreign keys of what was loaded so far: they would pile up until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def as_text(rows: list[Row]) -> str:
    """The rows as COPY reads them: a line each, columns between tabs."""
    return "".join(map(_line, rows))


def _line(row: Row) -> str:
    values = [NULL if value is None else value if type(value) is str else str(value) for value in row]
    line = SEAM.join(values)
    if "\\" in line or "\n" in line or "\t" in line:
        line = line.translate(ESCAPED)
    return line.replace(SEAM, "\t").replace(NULL, "\\N") + "\n"


def finish(sheets: Sequence[Sheet]) -> None:
    """Let the sequences go on after the ids that were given here, and tell the planner what is there now."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [sheet.model for sheet in sheets]):
            cursor.execute(statement)
        if copies():
            tidy(cursor, [sheet.table for sheet in sheets])
            for sheet in sheets:
                cursor.execute(f"ANALYZE {sheet.table}")


def tidy(cursor: Any, tables: Sequence[str]) -> None:
    """Sort what waits unsorted in the trigram indexes: until then the planner finds them dear, and reads the table."""
    cursor.execute(
        "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%%gin_trgm_ops%%' AND tablename = ANY(%s)",
        [list(tables)],
    )
    for (index,) in cursor.fetchall():
        cursor.execute("SELECT gin_clean_pending_list(%s)", [index])


def copies() -> bool:
    return connection.vendor == "postgresql"


def _named(sheet: Sheet) -> str:
    return ", ".join(str(connection.ops.quote_name(name)) for name in sheet.columns)
