from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0073_no_index_twice'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(
                condition=models.Q(('withdrawn_at__isnull', False)), fields=['user'], name='consent_withdrawn'
            ),
        ),
    ]
