from django.db import migrations

import portal.search_column


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0068_membership_of_role'),
    ]

    operations = [
        migrations.AddField(
            model_name='employer',
            name='search',
            field=portal.search_column.SearchColumn('name_zh', 'name_en', blank=True, db_default='', default='', editable=False),
        ),
        migrations.AddField(
            model_name='partner',
            name='search',
            field=portal.search_column.SearchColumn('slug', 'name_zh', 'name_en', blank=True, db_default='', default='', editable=False),
        ),
    ]
