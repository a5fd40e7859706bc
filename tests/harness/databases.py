"""On which database does a test run, and how is that one made?

A test that asks for no database runs on the embedded default alone: it says the same. One that asks for it runs on
PostgreSQL, for which the guarantees are given; with the whole suite on both where it is quick and about the
foundations, or its file names an error of the database, so that it relies on what a database refuses in words of its
own. Features reach the embedded default by every journey in a browser, and by `make test-fast`.

On SQLite the tables are made as the models say, in a fraction of the time of all migrations; on PostgreSQL by the
migrations, as in life. That both are the same is a step of `make lint`.
"""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

ASKS = {"db", "transactional_db", "django_db_setup", "django_db_serialized_rollback", "live_server"}
FOUNDATIONS = "tests/portal/"
ERRORS = {"IntegrityError", "OperationalError", "DatabaseError"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if _asks(item) and not _is_about_the_database(item):
            item.add_marker("feature")
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    left = [item for item in items if not _asks(item)]
    items[:] = [item for item in items if _asks(item)]
    config.hook.pytest_deselected(items=left)


@pytest.fixture(scope="session")
def django_db_use_migrations():
    return connection.vendor == "postgresql"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_use_migrations, django_db_blocker):
    """Afterwards the migrations are there again, and recorded as applied."""
    with django_db_blocker.unblock():
        _ = connection.features.supports_json_field  # SQLite is asked once a process: no test is to count it
    if django_db_use_migrations:
        return
    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in MigrationLoader(connection).disk_migrations:
            recorder.record_applied(app, name)


def _asks(item):
    return bool(_marks(item) & {"django_db", "postgres"} or ASKS & set(getattr(item, "fixturenames", ())))


def _is_about_the_database(item):
    marks = _marks(item)
    if marks & {"browser", "sqlite", "both"}:
        return True
    if "slow" in marks:
        return False
    return item.nodeid.startswith(FOUNDATIONS) or bool(ERRORS & vars(item.module).keys())


def _marks(item):
    return {mark.name for mark in item.iter_markers()}
