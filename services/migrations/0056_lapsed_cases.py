from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0055_list_of_checks_of_a_city'),
    ]

    operations = [
        migrations.AddField(
            model_name='turnedaway',
            name='lapsed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='told that it was not explained in time'),
        ),
    ]
