from django.db import migrations

SOME = 500
FILLED = ("Area", "Service")


def fill(apps, schema_editor):
    """What was entered before a long title could be found by two characters within it."""
    for name in FILLED:
        table, last = apps.get_model("services", name).objects, 0
        while found := list(table.filter(pk__gt=last).order_by("pk")[:SOME]):
            for row in found:
                row._meta.get_field("search").pre_save(row, False)
            table.bulk_update(found, ["search"])
            last = found[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0085_places_of_a_service'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
