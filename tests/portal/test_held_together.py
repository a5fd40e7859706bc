"""Does a migration of two tables give way to a request that holds one of them and waits for the other?"""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

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
WAITS_FOR_PROFILES = """SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE datname = current_database() AND relation = 'accounts_profile'::regclass AND NOT granted"""
LOOKS_FOR_NO_CIRCLE = migrations.RunSQL("SET LOCAL deadlock_timeout = '1min'")
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
    """The future of one who holds the profiles and asks for the cards once the migration, which has them, waits.

    Whoever closes such a circle is ended by PostgreSQL, while the other looks for none.
    """
    address = connection.get_connection_params()
    known = {name: address[name] for name in ("dbname", "user", "password", "host", "port") if address.get(name)}
    holds = threading.Event()

    def work():
        with psycopg.connect(**known) as other:
            other.execute("LOCK TABLE accounts_profile IN ROW EXCLUSIVE MODE")
            holds.set()
            wait_until(lambda: other.execute(WAITS_FOR_PROFILES).fetchone(), 10, "the migration waits")
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
    while not wait([request_meanwhile], 1).done:  # on a busy machine it may overlook a short wait
        with pytest.raises(OperationalError, match="lock timeout"):
            migrate([HoldTogether([CARD, PROFILE]), CARD, PROFILE])

    assert request_meanwhile.result() is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@only_postgresql
def test_without_holding_them_together_the_request_is_ended(migrate, request_meanwhile):
    """The control."""
    migrate([LOOKS_FOR_NO_CIRCLE, CARD, PROFILE])

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
