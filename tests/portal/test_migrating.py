"""Does every run of `migrate` give way to the requests served meanwhile, and to nothing afterwards?"""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import pre_migrate

from portal.migrating import WAITS, WORKS

TIMEOUTS = "SELECT current_setting('lock_timeout'), current_setting('statement_timeout')"


def timeouts():
    with connection.cursor() as cursor:
        cursor.execute(TIMEOUTS)
        return cursor.fetchone()


@pytest.mark.django_db
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite serves one machine, which stops for a release")
def test_migrate_with_no_migration_gives_way_while_it_makes_triggers():
    before, meanwhile = timeouts(), []

    def look(**_signal):
        meanwhile.append(timeouts())

    pre_migrate.connect(look, sender=apps.get_app_config("portal"))
    try:
        call_command("migrate", verbosity=0)
    finally:
        pre_migrate.disconnect(look, sender=apps.get_app_config("portal"))

    assert meanwhile == [(WAITS, WORKS)]
    assert timeouts() == before != (WAITS, WORKS)
