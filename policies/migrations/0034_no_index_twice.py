import django.db.models.deletion
from django.db import migrations, models

from portal.index_once import DropOwnIndex


class Migration(migrations.Migration):
    """No index that another one of its table begins with: each write paid for both. Not in one transaction, so that no
    table is held while another is waited for; what was broken off goes on where it stopped."""

    atomic = False

    dependencies = [
        ('policies', '0033_found_by_pairs'),
    ]

    operations = [
        DropOwnIndex(
            model_name='measure',
            name='document',
            field=models.ForeignKey(db_index=False, help_text='The document it stands in, for example 示例政策汇编.', on_delete=django.db.models.deletion.PROTECT, related_name='measures', to='policies.document', verbose_name='document'),
        ),
        DropOwnIndex(
            model_name='programmeresult',
            name='programme',
            field=models.ForeignKey(db_index=False, help_text='For example “Golden Crane Return to Work”.', on_delete=django.db.models.deletion.CASCADE, related_name='results', to='policies.programme', verbose_name='programme'),
        ),
    ]
