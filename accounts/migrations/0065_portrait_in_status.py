from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0064_family_in_status'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='portrait',
            index=models.Index(fields=['status', '-id'], name='portrait_in_status'),
        ),
    ]
