from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0030_card_life'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['order', 'slug'], name='document_in_order'),
        ),
    ]
