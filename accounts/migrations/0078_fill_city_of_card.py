from django.db import migrations
from django.db.models import OuterRef, Subquery

SOME = 500


def fill(apps, schema_editor):
    """Cards issued before they had a city, some at a time: no card is held for long. Broken off, it goes on."""
    cards = apps.get_model("accounts", "Card").objects.filter(city=None).order_by("pk")
    decision = apps.get_model("accounts", "Application").objects.filter(pk=OuterRef("application"))
    last = 0
    while found := list(cards.filter(pk__gt=last).values_list("pk", flat=True)[:SOME]):
        cards.filter(pk__in=found).update(city=Subquery(decision.values("city")))
        last = found[-1]


def let_cards_go(apps, schema_editor):
    """Taken back, nothing may fill a column that is gone; SQLite has made way already."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS accounts_card_copies_city_id CASCADE")


class Migration(migrations.Migration):
    """Before the indexes, which each row would be written to again. Of what the old code issues until `migrate` is
    through, the trigger of the list (accounts/triggers.py) fills the city as it is made."""

    atomic = False

    dependencies = [
        ("accounts", "0077_city_of_card"),
    ]

    operations = [
        migrations.RunPython(fill, let_cards_go),
    ]
