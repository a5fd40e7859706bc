import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from portal.index_once import DropOwnIndex


class Migration(migrations.Migration):
    """No index that another one of its table begins with: each write paid for both. Not in one transaction, so that no
    table is held while another is waited for; what was broken off goes on where it stopped."""

    atomic = False

    dependencies = [
        ('accounts', '0073_no_index_twice'),
        ('services', '0087_called_back_at'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        DropOwnIndex(
            model_name='acknowledgement',
            name='window',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to='services.window', verbose_name='window'),
        ),
        DropOwnIndex(
            model_name='allowance',
            name='holder',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='allowances', to=settings.AUTH_USER_MODEL, verbose_name='holder'),
        ),
        DropOwnIndex(
            model_name='check',
            name='holder',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to=settings.AUTH_USER_MODEL, verbose_name='holder'),
        ),
        DropOwnIndex(
            model_name='check',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='accounts.partner', verbose_name='partner'),
        ),
        DropOwnIndex(
            model_name='drill',
            name='window',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='drills', to='services.window', verbose_name='window'),
        ),
        DropOwnIndex(
            model_name='entitlement',
            name='service',
            field=models.ForeignKey(db_index=False, help_text='For example Medical green channel.', on_delete=django.db.models.deletion.PROTECT, related_name='entitlements', to='services.service', verbose_name='service'),
        ),
        DropOwnIndex(
            model_name='instalment',
            name='request',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='services.servicerequest', verbose_name='service request'),
        ),
        DropOwnIndex(
            model_name='lateuse',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partner', verbose_name='partner'),
        ),
        DropOwnIndex(
            model_name='openinghours',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='opening', to='accounts.partner', verbose_name='partner'),
        ),
        DropOwnIndex(
            model_name='partnerevent',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='accounts.partner', verbose_name='partner'),
        ),
        DropOwnIndex(
            model_name='partnerservice',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='honoured', to='accounts.partner', verbose_name='partner'),
        ),
        DropOwnIndex(
            model_name='partnerservice',
            name='service',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='honoured_by', to='services.service', verbose_name='service'),
        ),
        DropOwnIndex(
            model_name='proxy',
            name='card',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='proxies', to='accounts.card', verbose_name='card'),
        ),
        DropOwnIndex(
            model_name='question',
            name='service',
            field=models.ForeignKey(db_index=False, help_text='For example Medical green channel.', on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='services.service', verbose_name='service'),
        ),
        DropOwnIndex(
            model_name='rating',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partner', verbose_name='partner'),
        ),
        DropOwnIndex(
            model_name='refusedcall',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='refused_calls', to='accounts.partner', verbose_name='partner'),
        ),
        DropOwnIndex(
            model_name='sandboxcheck',
            name='client',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sandbox_checks', to='services.partnerclient', verbose_name='client'),
        ),
        DropOwnIndex(
            model_name='servicerequest',
            name='partner',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='accounts.partner', verbose_name='who answers'),
        ),
        DropOwnIndex(
            model_name='servicerequest',
            name='talent',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to=settings.AUTH_USER_MODEL, verbose_name='talent'),
        ),
        DropOwnIndex(
            model_name='turnedaway',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='turned_away', to='accounts.partner', verbose_name='partner'),
        ),
        DropOwnIndex(
            model_name='turnedaway',
            name='talent',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='talent'),
        ),
        DropOwnIndex(
            model_name='webhookdelivery',
            name='endpoint',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='services.webhookendpoint', verbose_name='webhook'),
        ),
        DropOwnIndex(
            model_name='window',
            name='partner',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='windows', to='accounts.partner', verbose_name='partner'),
        ),
    ]
