from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0078_checks_by_systems'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='check',
            index=models.Index(fields=['holder', '-checked_at', '-id'], name='check_of_holder_in_time'),
        ),
    ]
