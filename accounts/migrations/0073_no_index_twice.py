import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.index_once import DropOwnIndex


class Migration(migrations.Migration):
    """No index that another one of its table begins with: each write paid for both. Not in one transaction, so that no
    table is held while another is waited for; what was broken off goes on where it stopped."""

    atomic = False

    dependencies = [
        ('accounts', '0072_partners_in_order'),
        ('policies', '0034_no_index_twice'),
    ]

    operations = [
        DropOwnIndex(
            model_name='application',
            name='city',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.authority', verbose_name='city'),
        ),
        DropOwnIndex(
            model_name='application',
            name='talent',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to=settings.AUTH_USER_MODEL, verbose_name='talent'),
        ),
        DropOwnIndex(
            model_name='applicationcriterion',
            name='application',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='chosen', to='accounts.application'),
        ),
        DropOwnIndex(
            model_name='card',
            name='talent',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='cards', to=settings.AUTH_USER_MODEL, verbose_name='holder'),
        ),
        DropOwnIndex(
            model_name='card',
            name='tier',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='policies.tier', verbose_name='tier'),
        ),
        DropOwnIndex(
            model_name='employer',
            name='city',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='employers', to='policies.authority', verbose_name='city'),
        ),
        DropOwnIndex(
            model_name='evidencepage',
            name='file',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='accounts.evidencefile'),
        ),
        DropOwnIndex(
            model_name='familymember',
            name='sponsor',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='family', to=settings.AUTH_USER_MODEL, verbose_name='holder'),
        ),
        DropOwnIndex(
            model_name='partner',
            name='city',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='policies.authority', verbose_name='city'),
        ),
    ]
