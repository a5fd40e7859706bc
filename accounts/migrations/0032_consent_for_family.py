from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0031_family_cards'),
    ]

    operations = [
        migrations.AlterField(
            model_name='consent',
            name='purpose',
            field=models.CharField(choices=[('terms', 'terms of use'), ('identity', 'identity document'), ('health', 'visits to hospitals'), ('children', 'children under 14'), ('family', 'a card for a child under 14')], max_length=20, verbose_name='purpose'),
        ),
    ]
