"""A release migrates while the one before it serves: does no request fail, and does each migration keep to the rule?

The rule, and what to do where a change does not fit it, stand in docs/deploying.md.
"""

import contextlib
import subprocess
import time
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q

from tests.harness import release
from tests.harness.additive import faults, later_migrations
from tests.harness.full import FULL
from tests.harness.visitor import Visitor

BY_HAND: dict[str, str] = {
    # "app.name": "why the code before it does not stumble, for example: no release since 1.4 reads the column"
    "accounts.0009_codes_of_proxies": "the rule says of the kinds that stood what it said",
    "accounts.0060_family_proof": "the code before it fills both columns in every row and leaves the third null",
    "accounts.0070_fill_search_of_places": "fills a column that the code before it does not know",
    "accounts.0078_fill_city_of_card": "fills a column that the code before it does not know",
    "accounts.0084_fill_city_of_family_and_portrait": "fills two columns that the code before it does not know",
    "policies.0033_found_by_pairs": "adds lines to a search column, of which the code before it finds what it found",
    "services.0086_found_by_pairs": "adds lines to a search column, of which the code before it finds what it found",
    "services.0094_fill_city_of_instalment": "fills a column that the code before it does not know",
    "portal.0004_count_doubts": "fills a column that the code before it does not know, in the few rows that crashed",
    "services.0092_totals_of_instalments": "by hand only where it is taken back: the triggers go before their table",
    "services.0076_key_of_the_sandbox": "says of a key what the code before it knows by the partner's name",
}


# -- the rule ---------------------------------------------------------------------------------------------------------
def test_every_later_migration_is_one_that_the_code_before_it_can_live_with():
    found = {name: faults(migration, state) for name, migration, state in later_migrations()}

    assert {name: said for name, said in found.items() if said and name not in BY_HAND} == {}


def test_whatever_is_allowed_by_hand_exists_and_needs_it():
    found = {name: faults(migration, state) for name, migration, state in later_migrations()}

    assert [name for name in BY_HAND if not found.get(name)] == []


CARD = ModelState(
    "accounts",
    "Card",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("note", models.CharField(max_length=20)),
        ("day", models.DateField()),
    ],
    {"constraints": [models.UniqueConstraint(fields=["day"], name="card_once")]},
)
PLACE = ModelState("accounts", "Place", [("id", models.BigAutoField(primary_key=True))])
TEXT, ADD, ALTER = models.CharField, migrations.AddField, migrations.AlterField
ONE, MANY = models.OneToOneField, models.ForeignKey("accounts.place", models.CASCADE, null=True)


def once(fields, condition):
    return migrations.AddConstraint(
        "card", models.UniqueConstraint(fields=fields, condition=condition, name="toy_once")
    )


NEW = migrations.CreateModel("Toy", [("id", models.BigAutoField(primary_key=True))])
OPERATIONS = [  # what a migration does, and whether the code before it can live with that
    ([NEW], True),
    ([NEW, ADD("toy", "name", TEXT(max_length=9, default="")), migrations.DeleteModel("Toy")], True),
    ([ADD("card", "more", TEXT(max_length=9, null=True))], True),
    ([ADD("card", "more", TEXT(max_length=9, db_default=""))], True),
    ([ADD("card", "more", TEXT(max_length=9, default=""))], False),
    ([migrations.AddIndex("card", models.Index(fields=["note"], name="toy"))], True),
    (
        [
            ADD("card", "more", TEXT(max_length=9, null=True)),
            ADD("place", "more", TEXT(max_length=9, null=True)),
        ],
        True,
    ),
    (
        [
            ADD("place", "more", TEXT(max_length=9, null=True)),
            migrations.AddIndex("card", models.Index(fields=["note"], name="toy")),
        ],
        False,
    ),
    ([migrations.RemoveField("card", "note")], False),
    ([migrations.RenameField("card", "note", "text")], False),
    ([migrations.RenameModel("Card", "Pass")], False),
    ([migrations.DeleteModel("Card")], False),
    ([migrations.AlterModelTable("card", "passes")], False),
    ([migrations.AlterModelOptions("card", {"verbose_name": "pass"})], True),
    ([ALTER("card", "note", TEXT(max_length=40))], True),
    ([ALTER("card", "note", TEXT(max_length=20, choices=[("a", "A")], blank=True, help_text="A"))], True),
    ([ALTER("card", "note", TEXT(max_length=20, null=True, db_default="x", db_index=True))], True),
    ([ALTER("card", "note", TEXT(max_length=9))], False),
    ([ALTER("card", "note", TEXT(max_length=20, unique=True))], False),
    ([ALTER("card", "note", models.TextField())], False),
    ([ADD("card", "at", ONE("accounts.place", models.CASCADE, null=True)), ALTER("card", "at", MANY)], True),
    ([ADD("card", "at", MANY), ALTER("card", "at", ONE("accounts.place", models.CASCADE, null=True))], False),
    ([migrations.AddConstraint("card", models.CheckConstraint(condition=~Q(note=""), name="toy"))], False),
    ([migrations.AddConstraint("card", models.UniqueConstraint(fields=["note"], name="toy"))], False),
    (
        [
            ADD("card", "more", TEXT(max_length=9, null=True)),
            migrations.AddConstraint("card", models.CheckConstraint(condition=~Q(more=""), name="toy")),
        ],
        True,
    ),
    ([ADD("card", "more", TEXT(max_length=9, null=True)), once(["more"], Q(note="a"))], True),
    ([ADD("card", "more", TEXT(max_length=9, db_default="")), once(["more"], Q(note="a"))], False),
    ([migrations.RemoveConstraint("card", "card_once"), once(["day"], Q(note="a"))], True),
    ([migrations.RemoveConstraint("card", "card_once"), once(["note"], Q(note="a"))], False),
    ([migrations.RemoveConstraint("card", "card_once"), once(["day"], None)], False),
    ([migrations.RemoveConstraint("card", "card_once")], False),
    ([migrations.RunSQL("UPDATE accounts_card SET note = ''", "")], False),
    ([migrations.RunPython(lambda apps, editor: None)], False),
    ([migrations.SeparateDatabaseAndState([migrations.RunSQL("DROP TABLE accounts_card")], [])], False),
]


@pytest.mark.parametrize(("operations", "is_allowed"), OPERATIONS)
def test_operation_is_judged(operations, is_allowed):
    state = ProjectState()
    for model in (CARD, PLACE):
        state.add_model(model.clone())
    migration = SimpleNamespace(app_label="accounts", operations=operations)

    assert (faults(migration, state) == []) is is_allowed


# -- and a real release -----------------------------------------------------------------------------------------------
ADDITIVE = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("accounts", "{last}")]
    operations = [
        migrations.AddField("card", "toy_note", models.CharField(max_length=20, db_default="new")),
        migrations.AddField("livecode", "toy_seen_at", models.DateTimeField(null=True)),
        migrations.CreateModel("Toy", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunSQL("SELECT pg_sleep(1.5)", migrations.RunSQL.noop),  # the tables stay locked meanwhile
    ]
"""
NOT_ADDITIVE = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("accounts", "{last}")]
    operations = [migrations.AddField("livecode", "toy_must", models.CharField(max_length=9, default="x"))]
"""


@pytest.fixture
def old(tmp_path):
    """The code before the newest migration."""
    found = release.tree_before_the_newest_migration(tmp_path)
    assert found, "the history is needed: git, and a clone that is not shallow"
    return found


@pytest.fixture
def site(tmp_path, old):
    with visited(tmp_path, old) as new:
        yield new


@contextlib.contextmanager
def visited(tmp_path, old):
    """A release on a database as the old code made it, served by the old code and visited all the while."""
    with release.database(f"deploying_{tmp_path.name}"[:60]) as address:
        new = release.Release(tmp_path, address)
        people = new.begin(old)
        with new.served(old) as at:
            visitors = [Visitor(at, people) for _ in range(2)]
            for visitor in visitors:
                visitor.start()
            new.seen = lambda: [one for visitor in visitors for one in list(visitor.seen)]
            yield new
            for visitor in visitors:
                visitor.has_enough.set()
            for visitor in visitors:
                visitor.join(60)


def test_code_before_the_newest_migration_is_found_in_the_history(tmp_path):
    root, home = tmp_path / "root", tmp_path / "root" / "accounts" / "migrations"
    home.mkdir(parents=True)
    none = release.tree_before_the_newest_migration(tmp_path, root)
    for name in ("0001_initial", "0002_more", "0003_newest"):
        (home / f"{name}.py").write_text("")
        (root / "code.py").write_text(name)
        commit(root, name)
    (root / "code.py").write_text("later")
    commit(root, "later")

    before = release.tree_before_the_newest_migration(tmp_path, root)

    assert none is None
    assert (before / "code.py").read_text() == "0002_more"
    assert sorted(file.name for file in before.rglob("0*.py")) == ["0001_initial.py", "0002_more.py"]


def commit(root, words):
    who = ("-c", "user.name=Tests", "-c", "user.email=tests@example.cn", "-c", "commit.gpgsign=false")
    for arguments in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "--no-verify", "-m", words)):
        subprocess.run(["git", *arguments], cwd=root, check=True)


KINDS = {"front page", "sign-in page", "sign-in", "card", "code", "check"}


def failed(seen):
    return [(kind, status) for kind, status, _at in seen if status not in {200, 201}]


def wait_for_a_round(site):
    """Until every kind of request that begins now has been answered."""
    began = time.monotonic()
    release.processes.wait_until(
        lambda: {kind for kind, _status, at in site.seen() if at > began} >= KINDS, 120, "each kind of request"
    )


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite serves one machine, which stops for a release")
def test_no_request_fails_while_the_next_release_migrates(site, tmp_path):
    wait_for_a_round(site)
    new = release.copy_of_the_tree(tmp_path / "new")
    release.add_migration(new, ADDITIVE)

    with psycopg.connect(site.database_url.replace("postgres://", "postgresql://", 1)) as reader:
        reader.execute("SELECT count(*) FROM accounts_card")  # a long report: its lock stays until it ends
        hindered = site.run(new, "manage.py", "migrate", "--noinput")
    began = time.monotonic()
    site.migrate(new)
    ended = time.monotonic()
    wait_for_a_round(site)

    assert hindered.returncode != 0
    assert "lock timeout" in hindered.stderr
    assert failed(site.seen()) == []
    assert [kind for kind, _status, at in site.seen() if began < at < ended] != []

    release.add_migration(new, NOT_ADDITIVE)  # the control: what the rule forbids does fail
    site.migrate(new)
    wait_for_a_round(site)

    assert {kind for kind, status in failed(site.seen()) if status == 500} == {"code"}


if FULL:

    @pytest.mark.postgres
    @pytest.mark.parametrize("commit", release.commits_with_migrations())
    def test_no_request_failed_while_any_migration_so_far_ran_under_the_code_before_it(tmp_path, commit):
        before, after = release.tree_of(f"{commit}^", tmp_path / "before"), release.tree_of(commit, tmp_path / "after")

        try:
            with visited(tmp_path, before) as site:
                wait_for_a_round(site)
                site.migrate(after)
                wait_for_a_round(site)

                assert failed(site.seen()) == []
        except release.DoesNotBeginError as error:
            pytest.skip(f"no release, the code does not begin: {str(error).splitlines()[-1]}")
