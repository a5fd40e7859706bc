from django.db import migrations

from portal.index_once import DropOwnIndexes


class Migration(migrations.Migration):
    """A code is looked for whole: PostgreSQL's second index of it, for patterns, goes."""

    atomic = False

    dependencies = [
        ("accounts", "0074_consents_withdrawn"),
    ]

    operations = [
        DropOwnIndexes(
            livecode=["code_index"],
        ),
    ]
