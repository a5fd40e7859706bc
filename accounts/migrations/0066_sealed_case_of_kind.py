from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0065_portrait_in_status'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='sealedcase',
            index=models.Index(fields=['kind', '-id'], name='sealed_case_of_kind'),
        ),
    ]
