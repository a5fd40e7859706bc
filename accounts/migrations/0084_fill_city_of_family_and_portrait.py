from django.db import migrations

from portal.migrating import fill, let_go

MODELS = ("FamilyMember", "Portrait")


def fill_cities(apps, schema_editor):
    for model in MODELS:
        fill(apps.get_model("accounts", model), "city", of="application")


def let_rows_go(apps, schema_editor):
    for model in MODELS:
        let_go(schema_editor, f"accounts_{model.lower()}", "city_id")


class Migration(migrations.Migration):
    """Before the indexes, which each row would be written to again. Of what the old code writes until `migrate` is
    through, the triggers of the list (accounts/triggers.py) fill the city as they are made."""

    atomic = False

    dependencies = [
        ("accounts", "0083_city_of_portrait"),
    ]

    operations = [
        migrations.RunPython(fill_cities, let_rows_go),
    ]
