"""How is a PostgreSQL database dumped in one snapshot, and put back in one transaction?"""

import os
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from .clients import client
from .counted import Counted, counted
from .problem import Problem

FILE = "database.dump"
LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
AT_ONCE = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", "--output=/dev/null")
TRIGRAMS = "CREATE EXTENSION IF NOT EXISTS pg_trgm"
EMPTY = """DO $$ DECLARE thing text; BEGIN
    FOR thing IN SELECT oid::regclass::text FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT EXISTS
        (SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
    LOOP EXECUTE format('DROP TABLE %s CASCADE', thing); END LOOP;
    FOR thing IN SELECT oid::regprocedure::text FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND NOT EXISTS
        (SELECT 1 FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')
    LOOP EXECUTE format('DROP FUNCTION %s CASCADE', thing); END LOOP;
END $$"""
"""Tables and functions of the portal go; what an extension brought stays, it may be another's."""
NO_LIMITS = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"


def dump(folder: Path) -> Counted:
    """Writes `database.dump`; what is counted is counted in the same snapshot."""
    program = client("pg_dump", _server())
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(NO_LIMITS)
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        what = counted(cursor, connection.introspection.table_names(cursor))
        into = ("--format=custom", f"--snapshot={snapshot}", f"--file={folder / FILE}")
        _run(program, "--no-owner", "--no-privileges", *_schema(), *into)
    return what


def load(folder: Path, *, after: str) -> None:
    """Replaces every table by the dump and runs `after`, in one transaction: whole or not at all."""
    schema, server, script = _schema(), _server(), folder / "database.sql"
    try:
        restore = client("pg_restore", server)
        has_trigrams = "_search_trgm" in _run(restore, "--list", str(folder / FILE))
        _run(restore, "--no-owner", "--no-privileges", *schema, f"--file={script}", str(folder / FILE))
        before = [EMPTY, TRIGRAMS] if has_trigrams else [EMPTY]
        again = f"SET search_path TO {connection.ops.quote_name(_own_schema())}"  # the script leaves none
        connection.close()
        _run(client("psql", server), *AT_ONCE, *_commands(*before), "--file", str(script), *_commands(again, after))
    finally:
        script.unlink(missing_ok=True)


def _commands(*statements: str) -> list[str]:
    return [word for statement in statements for word in ("--command", statement)]


def _schema() -> list[str]:
    """The portal's own schema, and the database's other ones left alone."""
    return [f"--schema={_own_schema()}"]


def _own_schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0]


def _server() -> int:
    return int(connection.get_database_version()[0])


def _run(program: Path, *arguments: str) -> str:
    """What the program says. The password goes by the environment, where no other user of the machine reads it."""
    command, environment = [str(program), *arguments], os.environ | _environment()
    result = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 - no shell, own words
    if result.returncode:
        said = result.stderr.strip().splitlines() or ["no reason given"]
        errors = [line for line in said if "error:" in line.lower()]
        raise Problem(f"{program.name} failed: {(errors or said)[0]}")
    return result.stdout


def _environment() -> dict[str, str]:
    """What Django connects with, under the names that PostgreSQL's programs read."""
    parameters: dict[str, Any] = connection.get_connection_params()
    return {LIBPQ[name]: str(value) for name, value in parameters.items() if name in LIBPQ and value}
