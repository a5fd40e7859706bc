from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0072_failed_calls'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='refusedcall',
            index=models.Index(fields=['partner', 'code', '-id'], name='refused_for_this'),
        ),
    ]
