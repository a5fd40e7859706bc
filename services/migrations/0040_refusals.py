import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_place_of_partner'),
        ('services', '0022_why_later'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='turnedaway',
            name='called_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='called at'),
        ),
        migrations.AddField(
            model_name='turnedaway',
            name='explained_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='explained at'),
        ),
        migrations.AddField(
            model_name='turnedaway',
            name='explained_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='explained by'),
        ),
        migrations.AddField(
            model_name='turnedaway',
            name='reached',
            field=models.CharField(blank=True, choices=[('yes', 'The talent was reached'), ('no', 'Not reached, after several tries')], db_default='', default='', editable=False, max_length=3, verbose_name='how the call ended'),
        ),
        migrations.AddField(
            model_name='turnedaway',
            name='settled_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='settled at'),
        ),
        migrations.AddField(
            model_name='turnedaway',
            name='settled_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by'),
        ),
        migrations.AddField(
            model_name='turnedaway',
            name='tries',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='calls made'),
        ),
        migrations.AddField(
            model_name='turnedaway',
            name='use',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='turned_away', to='services.use', verbose_name='recorded as refused'),
        ),
        migrations.AlterField(
            model_name='turnedaway',
            name='status',
            field=models.CharField(choices=[('open', 'Open'), ('explained', 'Explained by the partner'), ('answered', 'Answered'), ('settled', 'Settled'), ('withdrawn', 'Withdrawn')], default='open', editable=False, max_length=10, verbose_name='status'),
        ),
        migrations.AddIndex(
            model_name='turnedaway',
            index=models.Index(condition=models.Q(('status__in', ('open', 'explained'))), fields=['partner', 'due_on', 'id'], name='turned_away_desk_queue'),
        ),
        migrations.AddIndex(
            model_name='turnedaway',
            index=models.Index(condition=models.Q(('status', 'explained')), fields=['due_on', 'id'], name='turned_away_explained'),
        ),
        migrations.AddIndex(
            model_name='turnedaway',
            index=models.Index(condition=models.Q(('status', 'answered')), fields=['answered_at', 'id'], name='turned_away_to_call'),
        ),
        migrations.AddConstraint(
            model_name='turnedaway',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('explained_at__isnull', False), ('explained_by__isnull', False)), models.Q(('explained_at__isnull', True), ('explained_by__isnull', True)), _connector='OR'), name='turned_away_explained_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='turnedaway',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', False), ('settled_by__isnull', False)), models.Q(('settled_at__isnull', True), ('settled_by__isnull', True)), _connector='OR'), name='turned_away_settled_at_with_by'),
        ),
        migrations.AddConstraint(
            model_name='turnedaway',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('called_at', None), ('reached', ''), ('tries', None)), models.Q(('called_at__isnull', False), ('reached', 'yes'), ('tries__gte', 1)), models.Q(('called_at__isnull', False), ('reached', 'no'), ('tries__gte', 2)), _connector='OR'), name='turned_away_call_is_whole'),
        ),
    ]
