from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0056_lapsed_cases'),
    ]

    operations = [
        migrations.AddField(
            model_name='check',
            name='client',
            field=models.CharField(blank=True, db_default='', default='', editable=False, help_text='Of the system that called; empty for the desk page.', max_length=100, verbose_name='client'),
        ),
    ]
