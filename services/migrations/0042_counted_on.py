import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0041_ratings'),
    ]

    operations = [
        migrations.AddField(
            model_name='use',
            name='allowance',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='services.allowance', verbose_name='counted on'),
        ),
    ]
