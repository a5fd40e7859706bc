from django.db import migrations

SOME = 500


def fill(apps, schema_editor):
    """Partners and employers that were entered before they could be found by pinyin: saving fills the column."""
    for name in ("Partner", "Employer"):
        table = apps.get_model("accounts", name).objects
        last = 0
        while found := list(table.filter(pk__gt=last).order_by("pk")[:SOME]):
            for row in found:
                row._meta.get_field("search").pre_save(row, False)
            table.bulk_update(found, ["search"])
            last = found[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0069_search_of_places'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
