"""What do many desks say that record the same use at the same moment?"""

from collections import Counter

import pytest
from django.db import connection

from services.models import Check
from services.partners.uses import record
from tests.harness.at_once import at_once

ON_POSTGRESQL = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def raced(checks, desks, **said):
    """How often each outcome came, where `desks` desks hold a check each, like these in turn."""
    left = iter([_like(checks[number % len(checks)]) for number in range(desks)])
    outcomes = at_once(desks, lambda: record(next(left), outcome="served", **said))
    return Counter(getattr(outcome, "code", "served") for outcome in outcomes)


def _like(check):
    """Another look at the same card, at another desk: written without the card being shown again."""
    columns = {field.attname: getattr(check, field.attname) for field in Check._meta.concrete_fields}
    for own in ("id", "public_id"):
        del columns[own]
    return Check.objects.create(**columns)
