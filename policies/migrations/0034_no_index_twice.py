from django.db import migrations

from portal.index_once import DropOwnIndexes


class Migration(migrations.Migration):
    """No index that another one of its table begins with: each write paid for both. Not in one transaction, so that no
    table is held while another is waited for; what was broken off goes on where it stopped."""

    atomic = False

    dependencies = [
        ("policies", "0033_found_by_pairs"),
    ]

    operations = [
        DropOwnIndexes(
            measure=["document"],
            programmeresult=["programme"],
        ),
    ]
