"""Does the database refuse what the list says, and is a missing trigger noticed?"""

import pytest
from django.db import IntegrityError, connection, transaction

from portal.audit.chain import append
from portal.audit.models import History
from portal.audit.trigger_sql import held, wanted
from portal.audit.triggers import TRIGGERS, differences, install, register
from tests.harness.triggers import switched_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(talent):
    return append(talent, "case_opened", by=talent)


def execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("sql", ["UPDATE portal_history SET action = 'other'", "DELETE FROM portal_history"])
def test_history_rewritten_by_raw_sql_is_refused(row, sql):
    with pytest.raises(IntegrityError, match="portal_history is append-only"), transaction.atomic():
        execute(sql)

    assert History.objects.values_list("action", flat=True).get() == "case_opened"


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_history_truncated_is_refused(row):
    with pytest.raises(IntegrityError, match="portal_history is append-only"), transaction.atomic():
        execute("TRUNCATE portal_history CASCADE")

    assert History.objects.count() == 1


def test_list_and_database_agree_after_migration():
    assert list(differences()) == []


def test_missing_trigger_is_named_and_made_again():
    name = next(iter(held(connection)))
    on = " ON portal_history" if connection.vendor == "postgresql" else ""
    name = "portal_history_keep" if connection.vendor == "postgresql" else "portal_history_keep_update"

    execute(f"DROP TRIGGER {name}{on}")

    assert list(differences()) == [f"trigger {name} on portal_history is missing or switched off"]
    install()
    assert list(differences()) == []


def test_weakened_trigger_is_named_and_mended(row):
    for trigger in wanted(connection.vendor, TRIGGERS.values()):
        if trigger.table == "portal_history":
            for statement in trigger.sql:
                execute(statement.replace("TRUE", "FALSE").replace("WHEN 1", "WHEN 0"))

    found = list(differences())
    execute("DELETE FROM portal_history")

    assert found
    assert {line.split(" on ")[1] for line in found} == {"portal_history is not the one of the list"}
    install()
    assert list(differences()) == []


def test_trigger_of_no_list_is_named():
    if connection.vendor == "postgresql":
        execute(
            "CREATE TRIGGER stranger BEFORE INSERT ON portal_history FOR EACH ROW "
            "EXECUTE FUNCTION portal_history_keep()"
        )
    else:
        execute("CREATE TRIGGER stranger BEFORE INSERT ON portal_history BEGIN SELECT 1; END")

    assert list(differences()) == ["trigger stranger on portal_history stands in no list"]


def test_switched_off_lets_through_and_comes_back(row):
    with switched_off():
        execute("UPDATE portal_history SET action = 'other'")

    assert History.objects.values_list("action", flat=True).get() == "other"
    assert list(differences()) == []


def test_register_of_a_second_trigger_by_the_same_name_is_refused():
    with pytest.raises(ValueError, match="Two triggers are named portal_history_keep"):
        register("portal_history_keep", "portal_seal", ("DELETE",), postgresql="TRUE", sqlite="1", message="no")


@pytest.mark.django_db(transaction=True)
def test_flush_after_a_transaction_test_gets_past_the_triggers(row):
    assert History.objects.count() == 1
