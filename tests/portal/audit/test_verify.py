"""Is every way of rewriting the past found against the last seal, and is the right row named?"""

import random

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from portal.audit import seals
from portal.audit.models import History, Seal
from portal.audit.verify import findings
from tests.harness.triggers import switched_off

from . import tampers

TIMES = 75  # of each of 14 ways: 1,050 tampers


class UndoError(Exception):
    """Takes one tamper back."""


@pytest.fixture
def open_database(history):
    with switched_off():
        yield history


@pytest.fixture
def sealed(open_database):
    last = Seal.objects.latest("number").last_id
    return lambda: list(open_database.filter(pk__lte=last))


def after(tamper, *args):
    """What the tamper said must be named, and what verification then said; the tamper is taken back."""
    try:
        with transaction.atomic():
            named = tamper(*args)
            found = list(findings())
            raise UndoError
    except UndoError:
        return named, found


def test_untouched_history_is_whole(history):
    assert list(findings()) == []


@pytest.mark.slow
@pytest.mark.parametrize("tamper", tampers.ALL, ids=lambda tamper: tamper.__name__)
def test_every_tamper_is_found_and_named(sealed, tamper):
    unnamed = []
    for seed in range(TIMES):
        named, found = after(tamper, random.Random(f"{tamper.__name__} {seed}"), sealed())
        if not any(named in line for line in found):
            unnamed.append((seed, named, found))

    assert unnamed == []
    assert list(findings()) == []


def test_forged_seals_over_a_cut_history_are_found_by_the_log(open_database, settings):
    """Even with the signing key in hand: everything after the first seal is cut and sealed anew."""
    first, second = Seal.objects.order_by("number")
    second.delete()
    gone = open_database.filter(pk__gt=first.last_id).earliest("pk")
    gone.delete()

    settings.SEAL_LOG += ".other"
    seals.seal()
    settings.SEAL_LOG = settings.SEAL_LOG.removesuffix(".other")

    assert "seal 2 is not the one in the seal log" in list(findings())


@pytest.mark.parametrize(
    ("rewrite", "named"),
    [
        (lambda text: "", "seal 1 is not in the seal log"),
        (lambda text: text.replace("1 sha256:", "1 sha256:0", 1), "seal 1 is not the one in the seal log"),
        (lambda text: text + "noise\n", "the seal log has a line that cannot be read"),
        (lambda text: text + "3 sha256:ab jws\n", "seal 3 is missing: the seal log names it"),
    ],
)
def test_changed_seal_log_is_found(history, seal_log, rewrite, named):
    seal_log.write_text(rewrite(seal_log.read_text()))

    assert list(findings()) == [named]


def test_seals_stay_valid_under_an_older_key_of_the_ring(history, settings):
    settings.SIGNING_KEYS = {"new": b"n" * 32, **settings.SIGNING_KEYS}
    seals.seal()

    assert list(findings()) == []


def test_seals_of_a_key_that_is_not_ours_are_found(history, settings):
    settings.SIGNING_KEYS = {"dev1": b"x" * 32}

    assert list(findings()) == [
        "seal 1 bears no signature of this portal over what it says",
        "seal 2 bears no signature of this portal over what it says",
    ]


def test_verify_history_says_how_much_is_not_sealed_yet(history, capsys):
    call_command("verify_history")

    assert capsys.readouterr().out == "The history is whole; 4 rows are newer than the last seal.\n"


def test_verify_history_names_the_row_and_fails(open_database, capsys):
    row = open_database.first()
    History.objects.filter(pk=row.pk).update(action="approve")

    with pytest.raises(CommandError, match="The history is not whole: 2 findings"):
        call_command("verify_history")

    assert capsys.readouterr().out.splitlines() == [
        f"history row {row.pk} (accounts.user {row.object_id} #1) is not what seal 1 holds",
        f"history row {row.pk} (accounts.user {row.object_id} #1) was changed: its hash is of other content",
    ]
