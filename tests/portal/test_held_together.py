"""Does a migration of two tables give way to a request that holds one of them and waits for the other?"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import OperationalError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader

from portal import held_together
from portal.held_together import EXCLUSIVE, READ_MEANWHILE, HoldTogether, modes_of
from portal.index_once import DropOwnIndexes
from tests.harness.processes import wait_until

TEXT = models.CharField(max_length=9, null=True)
CARD, PROFILE = migrations.AddField("card", "toy", TEXT), migrations.AddField("profile", "toy", TEXT)
LOCKS = """SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE datname = current_database() AND relation = 'accounts_card'::regclass AND mode = '%s' AND granted = %s"""
HAS_CARDS, WAITS_FOR_CARDS = LOCKS % ("AccessExclusiveLock", True), LOCKS % ("RowExclusiveLock", False)


def until_the_request_waits(apps, editor):
    """And half a second more, so that of the two it is the request that has waited for a second first."""
    with connection.cursor() as cursor:
        wait_until(lambda: cursor.execute(WAITS_FOR_CARDS) or cursor.fetchone(), 10, "the request waits")
    time.sleep(0.5)


SLOW = [CARD, migrations.RunPython(until_the_request_waits), PROFILE]
POINTS = models.ForeignKey("policies.Authority", models.PROTECT, null=True)


@pytest.fixture(scope="module")
def state():
    """After all migrations."""
    return MigrationLoader(None).project_state()


@pytest.fixture
def migrate(state):
    """`migrate(operations)` as one migration of `accounts`, and all of it taken back."""
    _ = state.apps  # it takes a second

    def run(steps):
        migration = migrations.Migration("toy", "accounts")
        migration.operations = steps
        with connection.schema_editor(atomic=True) as editor:
            migration.apply(state.clone(), editor)
            transaction.set_rollback(True)

    return run


@pytest.fixture
def request_meanwhile():
    """The future of one who holds the profiles, and comes to wait for the cards once the migration has them."""
    address = connection.get_connection_params()
    known = {name: address[name] for name in ("dbname", "user", "password", "host", "port") if address.get(name)}
    holds = threading.Event()

    def work():
        with psycopg.connect(**known) as other:
            other.execute("LOCK TABLE accounts_profile IN ROW EXCLUSIVE MODE")
            holds.set()
            for _ in range(300):  # or has given up by then
                if other.execute(HAS_CARDS).fetchone():
                    break
                time.sleep(0.01)
            other.execute("LOCK TABLE accounts_card IN ROW EXCLUSIVE MODE")

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        holds.wait(10)
        yield future


only_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no locks of tables")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@only_postgresql
def test_migration_of_two_tables_gives_way_and_the_request_goes_on(migrate, request_meanwhile):
    with pytest.raises(OperationalError, match="lock timeout"):
        migrate([HoldTogether(SLOW), *SLOW])

    assert request_meanwhile.result(10) is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@only_postgresql
def test_without_holding_them_together_the_request_is_ended(migrate, request_meanwhile):
    """The control."""
    migrate(SLOW)

    with pytest.raises(psycopg.errors.DeadlockDetected):
        request_meanwhile.result(10)


@pytest.mark.parametrize(
    ("steps", "modes"),
    [
        ([CARD, PROFILE], {"accounts.card": EXCLUSIVE, "accounts.profile": EXCLUSIVE}),
        (
            [migrations.AddField("card", "at", POINTS)],
            {"accounts.card": EXCLUSIVE, "policies.authority": READ_MEANWHILE},
        ),
        ([migrations.CreateModel("Toy", [("at", POINTS)])], {"policies.authority": READ_MEANWHILE}),
        ([CARD, migrations.AddIndex("card", models.Index(fields=["toy"], name="toy"))], {"accounts.card": EXCLUSIVE}),
        ([migrations.AddIndex("card", models.Index(fields=["id"], name="toy"))], {"accounts.card": READ_MEANWHILE}),
        (
            [migrations.AlterField("card", "tier", POINTS)],
            {"accounts.card": EXCLUSIVE, "policies.tier": EXCLUSIVE, "policies.authority": READ_MEANWHILE},
        ),
        ([migrations.RemoveField("card", "tier")], {"accounts.card": EXCLUSIVE, "policies.tier": EXCLUSIVE}),
        ([migrations.CreateModel("Toy", [("id", models.BigAutoField())]), migrations.AddField("toy", "at", TEXT)], {}),
        ([migrations.SeparateDatabaseAndState([CARD], [PROFILE])], {"accounts.card": EXCLUSIVE}),
        (
            [DropOwnIndexes(card=["tier"], profile=["city"])],
            {"accounts.card": EXCLUSIVE, "accounts.profile": EXCLUSIVE},
        ),
        ([migrations.AlterModelOptions("card", {}), migrations.RunSQL("SELECT 1")], {}),
    ],
)
def test_tables_of_a_migration_are_found(steps, modes, state):
    assert {".".join(table): mode for table, mode in modes_of(steps, "accounts", state).items()} == modes


def test_all_waits_together_are_shorter_than_a_second():
    assert held_together.MILLISECONDS < 1_000
