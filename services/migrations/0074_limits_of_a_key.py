from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0073_calls_refused_for_this'),
    ]

    operations = [
        migrations.AddField(
            model_name='partnerclient',
            name='scopes',
            field=models.CharField(blank=True, db_default='', default='', help_text='Empty: for every call.', max_length=100, verbose_name='limited to'),
        ),
    ]
