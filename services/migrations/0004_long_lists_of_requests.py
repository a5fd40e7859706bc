from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0003_long_lists'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='servicerequest',
            index=models.Index(fields=['partner', '-id'], name='request_of_partner'),
        ),
        migrations.AddIndex(
            model_name='servicerequest',
            index=models.Index(condition=models.Q(('partner', None)), fields=['city', '-id'], name='request_of_city'),
        ),
        migrations.AddIndex(
            model_name='servicerequest',
            index=models.Index(condition=models.Q(('partner', None)), fields=['city', 'status', '-id'], name='request_city_status'),
        ),
    ]
