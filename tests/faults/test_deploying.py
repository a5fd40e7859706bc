"""A release migrates while the one before it serves: does each migration and each trigger keep to the rule?

The rule, and what to do where a change does not fit it, stand in docs/deploying.md. Whether no request fails is seen in
test_serving_meanwhile.py, which also reads the triggers before and after.
"""

from types import SimpleNamespace

import pytest
from django.db import migrations, models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import Q

from portal.audit.trigger_sql import wanted
from portal.audit.triggers import TRIGGERS as LISTED
from tests.harness.additive import faults, later_migrations
from tests.harness.trigger_rule import Held, binding

BY_HAND: dict[str, str] = {
    # "app.name": "why the code before it does not stumble, for example: no release since 1.4 reads the column"
    "accounts.0009_codes_of_proxies": "the rule says of the kinds that stood what it said",
    "accounts.0060_family_proof": "the code before it fills both columns in every row and leaves the third null",
    "accounts.0070_fill_search_of_places": "fills a column that the code before it does not know",
    "accounts.0078_fill_city_of_card": "fills a column that the code before it does not know",
    "accounts.0084_fill_city_of_family_and_portrait": "fills two columns that the code before it does not know",
    "accounts.0089_partners_programmers": "the rule says of the roles that stood what it said",
    "policies.0033_found_by_pairs": "adds lines to a search column, of which the code before it finds what it found",
    "services.0086_found_by_pairs": "adds lines to a search column, of which the code before it finds what it found",
    "services.0094_fill_city_of_instalment": "fills a column that the code before it does not know",
    "portal.0004_count_doubts": "fills a column that the code before it does not know, in the few rows that crashed",
    "services.0092_totals_of_instalments": "by hand only where it is taken back: the triggers go before their table",
    "services.0076_key_of_the_sandbox": "says of a key what the code before it knows by the partner's name",
}

TRIGGERS_BY_HAND: dict[str, str] = {
    # new or other on a table that was there: why what the code before it writes is not refused
    "accounts_application_keep_city": "no release changes the city of an application",
    "accounts_card_first_of_decision": "the code before it issues one card for a decision",
    "accounts_card_of_accepted_member": "about a column that the code before it leaves null",
    "accounts_card_renews_its_own": "about a column that the code before it leaves null",
    "accounts_card_stays_as_issued": "about two columns more, which the code before it leaves null",
    "services_instalment_keep_all": "no release truncates",
    **dict.fromkeys(
        [f"services_instalmenttotal_{event}" for event in ("insert", "update", "delete")],
        "adds to a table of its own, by a city that every request has",
    ),
    "services_servicerequest_keep_city": "no release changes the city of a request",
    "services_turnedaway_by_others": "meant for the code before it too: an officer who is of the desk complained about",
    "services_turnedaway_made_by_others": "the code before it makes no case that is answered already",
    "services_use_keep": "refuses less: the words may be emptied",
    "services_use_keep_but_words": "what it refuses, the former one refused, or it is about a column new with it",
    **dict.fromkeys(
        ["services_useundone_keep", "services_useundone_keep_but_words"], "refuse less: the words may be emptied"
    ),
    **dict.fromkeys(
        [
            *(f"accounts_{table}_erased" for table in ("profile", "identitydocument", "application", "evidence")),
            *(f"services_{table}_erased" for table in ("schoolplace", "homesubsidy", "turnedaway")),
        ],
        "the code before it deletes no account",
    ),
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


BEFORE = Held(
    {"keep": ("card", 7, "BEGIN old END")},
    {("card", "id"), ("card", "note"), ("place", "id")},
)
SAME = dict(BEFORE.triggers)
FILLS_MORE = "BEGIN NEW.more := (SELECT 1); RETURN NEW; END"
TRIGGERS = [  # what the database holds after, and which of it has to be named by hand
    (SAME, set()),
    (SAME | {"toy": ("toy", 7, "BEGIN RAISE EXCEPTION; END")}, set()),
    (SAME | {"more": ("card", 7, FILLS_MORE)}, set()),
    (SAME | {"more": ("card", 7, FILLS_MORE.replace("more", "note"))}, {"more"}),
    (SAME | {"more": ("card", 7, FILLS_MORE.replace("SELECT", "IF x THEN RAISE EXCEPTION; END IF; SELECT"))}, {"more"}),
    (SAME | {"strict": ("place", 7, "BEGIN RAISE EXCEPTION; END")}, {"strict"}),
    (SAME | {"keep": ("card", 7, "BEGIN other END")}, {"keep"}),
    (SAME | {"keep": ("card", 23, "BEGIN old END")}, {"keep"}),
    (SAME | {"keep": ("card", 7, FILLS_MORE)}, {"keep"}),
    ({}, {"keep"}),
]


@pytest.mark.parametrize(("triggers", "named"), TRIGGERS)
def test_trigger_is_judged(triggers, named):
    after = Held(triggers, BEFORE.columns | {("card", "more"), ("toy", "id")})

    assert binding(BEFORE, after).keys() == named


def test_whichever_trigger_is_allowed_by_hand_exists():
    assert TRIGGERS_BY_HAND.keys() - {trigger.name for trigger in wanted("postgresql", LISTED.values())} == set()
