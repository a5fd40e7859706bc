from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('policies', '0034_no_index_twice'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='document',
            index=models.Index(condition=models.Q(('is_demonstration', True)), fields=['order', 'slug'], name='document_examples'),
        ),
    ]
