"""What `manage.py reconcile` says and how it ends."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from portal import reconcile

pytestmark = pytest.mark.django_db


@pytest.fixture
def invariants(monkeypatch):
    monkeypatch.setattr(reconcile, "_INVARIANTS", {})


def test_reconcile_where_all_holds_says_so(invariants, capsys):
    reconcile.invariant("nothing is wrong")(list)

    call_command("reconcile")

    assert capsys.readouterr().out == "nothing is wrong: holds\n"


def test_reconcile_with_a_finding_prints_it_and_exits_1(invariants, capsys):
    reconcile.invariant("sums agree")(lambda: iter(["HLJ1 is off by 2"]))
    reconcile.invariant("a card has a decision")(list)

    with pytest.raises(CommandError) as ended:
        call_command("reconcile")

    assert ended.value.returncode == 1
    assert capsys.readouterr().out == "a card has a decision: holds\nsums agree: 1 found\n  HLJ1 is off by 2\n"


@pytest.mark.django_db(transaction=True)
def test_reconcile_cannot_write(invariants):
    @reconcile.invariant("writes")
    def _write():
        get_user_model().objects.create_user(email="x@example.org")
        return []

    with pytest.raises(DatabaseError):
        call_command("reconcile")

    assert not get_user_model().objects.exists()
    get_user_model().objects.create_user(email="after@example.org")


def test_two_invariants_of_one_name_are_refused(invariants):
    reconcile.invariant("same")(list)

    with pytest.raises(ValueError, match="same"):
        reconcile.invariant("same")(list)
