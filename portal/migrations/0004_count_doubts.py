from django.db import migrations, models


def count_what_crashed(apps, schema_editor):
    """Each try without a result before there was a count of doubts was one."""
    messages = apps.get_model("portal", "OutboxMessage").objects
    messages.filter(crashes__gt=0, doubts=0).update(doubts=models.F("crashes"))


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_outbox_doubts")]
    operations = [migrations.RunPython(count_what_crashed, migrations.RunPython.noop)]
