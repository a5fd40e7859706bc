from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0063_family_waiting'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='familymember',
            index=models.Index(fields=['status', '-id'], name='family_in_status'),
        ),
    ]
