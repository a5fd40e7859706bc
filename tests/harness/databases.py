"""On which database does a test run? One that asks for none runs on the embedded default alone: it says the same."""

import pytest
from django.conf import settings

ASKS = {"db", "transactional_db", "django_db_setup", "django_db_serialized_rollback", "live_server"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    left = [item for item in items if not _asks(item)]
    items[:] = [item for item in items if _asks(item)]
    config.hook.pytest_deselected(items=left)


def _asks(item):
    marks = {mark.name for mark in item.iter_markers()}
    return bool(marks & {"django_db", "postgres"} or ASKS & set(getattr(item, "fixturenames", ())))
