from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0054_checks_of_a_city'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='check',
            index=models.Index(fields=['city', '-id'], name='check_of_city'),
        ),
    ]
