from django.db import migrations, models
from uuid_utils.compat import uuid7

from portal.index_once import DropOwnIndexes

IN_ORDER = models.UUIDField(default=uuid7, editable=False, unique=True)


class Migration(migrations.Migration):
    """What a check writes stands at the end of each index, but for that of its holder. The database knows no default:
    nothing of a table is written anew for it."""

    atomic = False

    dependencies = [
        ('services', '0088_no_index_twice'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField('check', 'public_id', IN_ORDER),
                migrations.AlterField('use', 'public_id', IN_ORDER.clone()),
            ],
        ),
        DropOwnIndexes(check=['card']),
    ]
