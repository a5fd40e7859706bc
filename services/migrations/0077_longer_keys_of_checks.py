from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0076_key_of_the_sandbox'),
    ]

    operations = [
        migrations.AlterField(
            model_name='check',
            name='idempotency_key',
            field=models.CharField(max_length=255, null=True),
        ),
    ]
