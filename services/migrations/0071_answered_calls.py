import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0063_family_waiting'),
        ('services', '0070_client_of_a_check'),
    ]

    operations = [
        migrations.CreateModel(
            name='AnsweredCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client', models.CharField(max_length=100, verbose_name='client')),
                ('method', models.CharField(max_length=10, verbose_name='method')),
                ('call', models.CharField(help_text='Its address as a pattern.', max_length=200, verbose_name='call')),
                ('answer', models.PositiveSmallIntegerField(verbose_name='answer')),
                ('called_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='called at')),
                ('partner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='answered_calls', to='accounts.partner', verbose_name='partner')),
            ],
            options={
                'verbose_name': 'answered call',
                'verbose_name_plural': 'answered calls',
                'ordering': ('-id',),
                'indexes': [
                    models.Index(fields=['partner', '-id'], name='answered_of_partner'),
                    models.Index(fields=['called_at'], name='answered_age'),
                ],
            },
        ),
    ]
