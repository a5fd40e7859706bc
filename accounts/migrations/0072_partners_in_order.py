from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0071_employers_of_city'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['name_zh', 'slug'], name='partner_by_name_zh'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['name_en', 'slug'], name='partner_by_name_en'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['city', 'name_zh', 'slug'], name='partner_of_city_name_zh'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['city', 'name_en', 'slug'], name='partner_of_city_name_en'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['city', 'slug'], name='partner_of_city'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['kind', 'slug'], name='partner_of_kind'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(condition=models.Q(('is_active', False)), fields=['slug'], name='partner_closed'),
        ),
    ]
