from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0004_long_lists_of_requests'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='turnedaway',
            index=models.Index(condition=models.Q(('status', 'open')), fields=['-id'], name='turned_away_open'),
        ),
        migrations.AddIndex(
            model_name='turnedaway',
            index=models.Index(fields=['partner', '-id'], name='turned_away_of_partner'),
        ),
    ]
