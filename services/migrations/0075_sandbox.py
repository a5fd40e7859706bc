import django.db.models.deletion
from django.db import migrations, models

import services.partners.sandbox_models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0074_limits_of_a_key'),
    ]

    operations = [
        migrations.AddField(
            model_name='partnerclient',
            name='is_test',
            field=models.BooleanField(db_default=False, default=False, help_text='Answers test codes and finds no real card.', verbose_name='for tests'),
        ),
        migrations.CreateModel(
            name='SandboxCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=services.partners.sandbox_models.new_id, editable=False, unique=True)),
                ('reason', models.CharField(choices=[('ok', 'The card gives this service'), ('unknown_code', 'This code is not known'), ('expired', 'This code has ended'), ('already_used', 'This code has been used'), ('other_site', 'This code is of another site'), ('card_suspended', 'The card is suspended'), ('card_revoked', 'The card is revoked'), ('card_expired', 'The card has expired'), ('service_not_yours', 'This service is not given here'), ('not_entitled', 'The card does not give this service'), ('allowance_used_up', 'The allowance is used up')], max_length=20, verbose_name='reason')),
                ('idempotency_key', models.CharField(max_length=255, null=True)),
                ('request_hash', models.CharField(max_length=64)),
                ('checked_at', models.DateTimeField(db_index=True, verbose_name='checked at')),
                ('use_id', models.UUIDField(editable=False, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('served', 'Served'), ('postponed', 'Another day'), ('refused', 'Not served')], max_length=10, verbose_name='outcome')),
                ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sandbox_checks', to='services.partnerclient', verbose_name='client')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.service', verbose_name='service')),
            ],
            options={
                'verbose_name': 'check in the sandbox',
                'verbose_name_plural': 'checks in the sandbox',
                'ordering': ('-id',),
                'constraints': [models.UniqueConstraint(fields=('client', 'idempotency_key'), name='sandbox_check_once_a_key')],
            },
        ),
    ]
