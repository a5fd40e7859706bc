"""Are checks, uses and their undoing written once, raw SQL included?"""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.card.actions import show_code
from services.models import Check, Use, UseUndone
from services.partners.checks import check_code
from services.partners.facts import at
from services.partners.uses import record, undo


@pytest.fixture
def undone_use(card, hospital):
    made = check_code(at(hospital), code=show_code(card)[0], service="medical-green-channel", channel="api").check
    undo(record(made, outcome="served"), staff=None)


@pytest.mark.parametrize("table", ["services_check", "services_use", "services_useundone"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 100", "DELETE FROM {}"])
def test_record_of_a_counter_rewritten_is_refused(undone_use, table, statement):
    refused = pytest.raises(IntegrityError, match=f"{table} is append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))

    assert (Check.objects.count(), Use.objects.count(), UseUndone.objects.count()) == (1, 1, 1)
