"""Are checks, uses and their undoing written once, raw SQL included?"""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.card.actions import show_code
from services.models import Check, LateUse, Use, UseUndone
from services.partners.checks import check_code
from services.partners.counter import at
from services.partners.uses import record, undo

OTHER = {  # another value for a column that holds no number
    "public_id": "'7d444840-9dc0-11d1-b245-5ffdce74fad2'",
    "outcome": "'served'",
    "recorded_at": "'2020-01-01 00:00:00+00:00'",
    "has_seen_identity": "TRUE",
    "undone_at": "'2020-01-01 00:00:00+00:00'",
}


@pytest.fixture
def undone_use(card, hospital, desk_staff):
    """And delivered later."""
    made = check_code(at(hospital), code=show_code(card)[0], service="medical-green-channel", channel="api").check
    undo(record(made, outcome="served"), staff=None, reason="按错了")
    LateUse.objects.create(check_made=made, partner=hospital, staff=desk_staff, delivered_at=timezone.now())


@pytest.mark.parametrize("table", ["services_check", "services_use", "services_useundone", "services_lateuse"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 100", "DELETE FROM {}"])
def test_record_of_a_counter_rewritten_is_refused(undone_use, table, statement):
    refused = pytest.raises(IntegrityError, match=f"{table} is append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))

    assert (Check.objects.count(), Use.objects.count(), UseUndone.objects.count()) == (1, 1, 1)


def _other(column):
    """SQL for what does not stand there: a number is never said outright, the row's own might be the same."""
    return OTHER.get(column, f"COALESCE({column}, 0) + 1")


def test_words_of_a_use_can_be_emptied_and_nothing_else_with_them(card, hospital):
    made = check_code(at(hospital), code=show_code(card)[0], service="medical-green-channel", channel="api").check
    use = record(made, outcome="refused", reason="今天没有号")
    columns = [field.column for field in Use._meta.concrete_fields if field.name != "reason"]

    for change in ["reason = 'other'", *(f"reason = '', {column} = {_other(column)}" for column in columns)]:
        refused = pytest.raises(IntegrityError, match="services_use is append-only")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE services_use SET {change}")
    Use.objects.update(reason="")

    use.refresh_from_db()
    assert (use.reason, use.outcome) == ("", "refused")
