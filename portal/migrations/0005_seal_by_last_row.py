from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0004_count_doubts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='seal',
            index=models.Index(fields=['last_id'], name='seal_by_last_row'),
        ),
    ]
