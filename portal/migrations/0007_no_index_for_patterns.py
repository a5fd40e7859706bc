from django.db import migrations

from portal.index_once import DropOwnIndexes


class Migration(migrations.Migration):
    """Nobody looks for a message by the beginning of its key: PostgreSQL's second index of it, for patterns, goes."""

    atomic = False

    dependencies = [
        ("portal", "0006_no_index_twice"),
    ]

    operations = [
        DropOwnIndexes(
            inboxmessage=["key"],
            outboxmessage=["key"],
        ),
    ]
