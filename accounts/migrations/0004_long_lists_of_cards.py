from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_long_lists'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['status', '-application'], name='card_by_status'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['tier', '-application'], name='card_by_tier'),
        ),
        migrations.AddIndex(
            model_name='card',
            index=models.Index(fields=['talent', '-id'], name='card_of_talent'),
        ),
    ]
