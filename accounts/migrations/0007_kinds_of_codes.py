from django.db import migrations, models

import portal.crypto.fields


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_employer_history'),
    ]

    operations = [
        migrations.AddField(
            model_name='livecode',
            name='kind',
            field=models.CharField(choices=[('live', 'Live code'), ('spoken', 'Spoken code'), ('offline', 'Offline code')], db_default='live', default='live', max_length=8),
        ),
        migrations.AddField(
            model_name='livecode',
            name='ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='livecode',
            name='partner_kind',
            field=models.CharField(blank=True, choices=[('hospital', 'Hospital'), ('school', 'School'), ('airport', 'Airport'), ('station', 'Railway station'), ('transit', 'Transit company'), ('venue', 'Venue'), ('bureau', 'Bureau')], db_default='', default='', max_length=12),
        ),
        migrations.AddField(
            model_name='livecode',
            name='service_slug',
            field=models.CharField(blank=True, db_default='', default='', max_length=80),
        ),
        migrations.AddField(
            model_name='livecode',
            name='area_slug',
            field=models.CharField(blank=True, db_default='', default='', max_length=50),
        ),
        migrations.AddField(
            model_name='livecode',
            name='page_id',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='livecode',
            name='text',
            field=portal.crypto.fields.EncryptedTextField(null=True),
        ),
        migrations.AddIndex(
            model_name='livecode',
            index=models.Index(condition=models.Q(('kind', 'live'), _negated=True), fields=['card', '-id'], name='live_code_kept'),
        ),
        migrations.AddConstraint(
            model_name='livecode',
            constraint=models.UniqueConstraint(condition=models.Q(('page_id__isnull', False)), fields=('page_id',), name='live_code_page_id'),
        ),
        migrations.AddConstraint(
            model_name='livecode',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'spoken'), models.Q(('partner_kind', ''), _negated=True), models.Q(models.Q(('area_slug', ''), models.Q(('service_slug', ''), _negated=True)), models.Q(('service_slug', ''), models.Q(('area_slug', ''), _negated=True)), _connector='OR')), models.Q(models.Q(('kind', 'spoken'), _negated=True), ('area_slug', ''), ('partner_kind', ''), ('service_slug', '')), _connector='OR'), name='live_code_spoken_for_one_purpose'),
        ),
    ]
