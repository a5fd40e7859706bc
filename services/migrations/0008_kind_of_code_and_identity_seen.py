from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_kinds_of_codes'),
        ('services', '0007_unknown_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='check',
            name='code_kind',
            field=models.CharField(blank=True, choices=[('live', 'Live code'), ('spoken', 'Spoken code'), ('offline', 'Offline code')], db_default='', default='', editable=False, max_length=8, verbose_name='kind of code'),
        ),
        migrations.AddField(
            model_name='use',
            name='has_seen_identity',
            field=models.BooleanField(db_default=False, default=False, verbose_name='identity document seen'),
        ),
    ]
