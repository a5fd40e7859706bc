from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0070_fill_search_of_places'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='employer',
            index=models.Index(fields=['city', 'name_zh'], name='employer_of_city'),
        ),
    ]
