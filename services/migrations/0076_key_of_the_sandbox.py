from django.db import migrations


def mark(apps, schema_editor):
    """The demonstration's sandbox partner was known by its name; now its key says that it is for tests."""
    keys = apps.get_model("services", "PartnerClient").objects
    keys.filter(partner__slug="sandbox", partner__name_zh="沙盒合作单位").update(is_test=True)


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0075_sandbox'),
    ]

    operations = [
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
