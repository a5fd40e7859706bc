from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0031_documents_in_order'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='programme',
            index=models.Index(fields=['order', 'slug'], name='programme_in_order'),
        ),
    ]
