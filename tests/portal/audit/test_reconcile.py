"""Does `reconcile` notice a history that was touched and a trigger that is gone?"""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from portal.audit.models import History
from tests.harness.triggers import switched_off


def test_reconcile_names_the_row_and_the_trigger(history):
    with switched_off():
        History.objects.filter(pk=history[0].pk).update(action="approve")
        out = StringIO()
        with pytest.raises((CommandError, SystemExit)):
            call_command("reconcile", stdout=out)

    said = out.getvalue()
    trigger = "portal_history_keep" if connection.vendor == "postgresql" else "portal_history_keep_update"
    assert f"trigger {trigger} on portal_history is missing or switched off" in said
    assert f"history row {history[0].pk} " in said
