from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0071_answered_calls'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='refusedcall',
            index=models.Index(condition=models.Q(('answer__gte', 500)), fields=['partner', '-id'], name='failed_of_partner'),
        ),
    ]
