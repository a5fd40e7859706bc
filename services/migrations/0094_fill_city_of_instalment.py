from django.db import migrations

from portal.migrating import fill, let_go


def fill_cities(apps, schema_editor):
    fill(apps.get_model("services", "Instalment"), "city", of="request")


def let_rows_go(apps, schema_editor):
    let_go(schema_editor, "services_instalment", "city_id")


class Migration(migrations.Migration):
    """Before the indexes, which each row would be written to again. Of what the old code writes until `migrate` is
    through, the triggers of the list (services/triggers.py) fill the city as they are made."""

    atomic = False

    dependencies = [
        ("services", "0093_city_of_instalment"),
    ]

    operations = [
        migrations.RunPython(fill_cities, let_rows_go),
    ]
