from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0084_checks_of_a_holder_by_number'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='partnerservice',
            index=models.Index(fields=['service', 'id'], name='places_of_service'),
        ),
    ]
