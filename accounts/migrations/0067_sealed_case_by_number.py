from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0066_sealed_case_of_kind'),
    ]

    operations = [
        migrations.AlterField(
            model_name='sealedcase',
            name='code',
            field=models.CharField(db_index=True, max_length=20, verbose_name='number of the case'),
        ),
    ]
