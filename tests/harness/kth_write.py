"""How does the database let the k-th write of a command fail, whatever the table? A trigger on each counts, and raises.

The failure is one that no code expects (a full disk to PostgreSQL, an error in a function to SQLite), so nothing can
take it for a refusal of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from . import state

EVENTS = ("INSERT", "UPDATE", "DELETE")
FUNCTION = """
    CREATE FUNCTION tests_kth_write() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF nextval('tests_writes') = current_setting('tests.fails_at')::bigint THEN
            RAISE EXCEPTION 'the test lets this write fail' USING ERRCODE = 'disk_full';
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END $$
"""


class WriteFailed(Exception):
    """What the function of SQLite raises."""


class OnPostgreSQL:
    """A sequence counts: what it gave is not taken back with a savepoint."""

    def install(self, tables):
        _execute("CREATE TEMP SEQUENCE tests_writes", FUNCTION)
        head = "CREATE TRIGGER aaa_tests_kth BEFORE INSERT OR UPDATE OR DELETE ON"
        _execute(*(f'{head} "{table}" FOR EACH ROW EXECUTE FUNCTION tests_kth_write()' for table in tables))

    def remove(self):
        _execute("DROP FUNCTION tests_kth_write() CASCADE", "DROP SEQUENCE tests_writes")

    def fail_at(self, number):
        _execute(f"SELECT setval('tests_writes', 1, false), set_config('tests.fails_at', '{number}', false)")

    def made(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value - (NOT is_called)::int FROM tests_writes")
            return cursor.fetchone()[0]


class OnSQLite:
    """The triggers are temporary, of this connection alone; they call a function of Python."""

    def install(self, tables):
        self.tables = tables
        self.fails_at = self.writes = 0
        connection.connection.create_function("tests_write", 0, self._write)
        _execute(*(self._trigger(table, event) for table in tables for event in EVENTS))

    def remove(self):
        _execute(*(f"DROP TRIGGER tests_kth_{event}_{table}" for table in self.tables for event in EVENTS))

    def fail_at(self, number):
        self.fails_at, self.writes = number, 0

    def made(self):
        return self.writes

    def _trigger(self, table, event):
        return (
            f'CREATE TEMP TRIGGER tests_kth_{event}_{table} BEFORE {event} ON "{table}" '
            "FOR EACH ROW BEGIN SELECT tests_write(); END"
        )

    def _write(self):
        self.writes += 1
        if self.writes == self.fails_at:
            raise WriteFailed


@contextmanager
def counted(but: frozenset[str]) -> Iterator[OnPostgreSQL | OnSQLite]:
    """Inside, each row written to any table but those is counted; only in a test that is one transaction."""
    writes = OnPostgreSQL() if connection.vendor == "postgresql" else OnSQLite()
    writes.install([table for table in state.tables() if table not in but])
    yield writes
    writes.remove()


def leaves_nothing_at_any_write(command, also=lambda: None, but=frozenset()):
    """Lets each write of `command` fail in turn until it succeeds; how many writes it has.

    After each failure all tables, what waits for the commit, and what `also()` answers are as they were before; `but`
    names tables that are looked at in neither way.
    """
    with counted(but) as writes:
        before = _state(also, but)
        number = 1
        while _fails(command, writes, number, lambda: _state(also, but) == before):
            number += 1
        assert writes.made() == number - 1, f"write {number} failed, and the command took no notice"
    return number - 1


def _fails(command, writes, number, is_as_before):
    """Whether the command failed by its write of that number; an error of another cause is the test's."""
    writes.fail_at(number)
    try:
        command()
    except Exception as error:
        assert is_as_before(), f"write {number} failed, and something of the command stayed"
        if writes.made() < number:
            raise error
        return True
    return False


def _state(also, but):
    rows = {table: found for table, found in state.rows().items() if table not in but}
    return rows, len(connection.run_on_commit), also()


def _execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
