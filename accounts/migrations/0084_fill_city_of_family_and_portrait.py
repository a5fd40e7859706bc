from django.db import migrations
from django.db.models import OuterRef, Subquery

SOME = 500
MODELS = ("FamilyMember", "Portrait")


def fill(apps, schema_editor):
    """Rows written before they had a city, some at a time: none is held for long. Broken off, it goes on."""
    decision = apps.get_model("accounts", "Application").objects.filter(pk=OuterRef("application"))
    for model in MODELS:
        rows, last = apps.get_model("accounts", model).objects.filter(city=None).order_by("pk"), 0
        while found := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:SOME]):
            rows.filter(pk__in=found).update(city=Subquery(decision.values("city")))
            last = found[-1]


def let_rows_go(apps, schema_editor):
    """Taken back, nothing may fill a column that is gone; SQLite has made way already."""
    if schema_editor.connection.vendor == "postgresql":
        for model in MODELS:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS accounts_{model.lower()}_copies_city_id CASCADE")


class Migration(migrations.Migration):
    """Before the indexes, which each row would be written to again. Of what the old code writes until `migrate` is
    through, the triggers of the list (accounts/triggers.py) fill the city as they are made."""

    atomic = False

    dependencies = [
        ("accounts", "0083_city_of_portrait"),
    ]

    operations = [
        migrations.RunPython(fill, let_rows_go),
    ]
