import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0008_place_of_partner'),
        ('services', '0040_refusals'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stars', models.PositiveSmallIntegerField(choices=[(5, 'Very satisfied'), (4, 'Satisfied'), (3, 'Fairly satisfied'), (2, 'Dissatisfied'), (1, 'Very dissatisfied')], verbose_name='rating')),
                ('comment', models.TextField(blank=True, max_length=500, verbose_name='comment')),
                ('rated_at', models.DateTimeField(verbose_name='rated at')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='holder')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partner', verbose_name='partner')),
                ('service', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='services.service', verbose_name='service')),
                ('use', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rating', to='services.use', verbose_name='use')),
            ],
            options={
                'verbose_name': 'rating',
                'verbose_name_plural': 'ratings',
                'ordering': ('-id',),
                'indexes': [models.Index(fields=['partner', 'service', '-id'], name='rating_of_partner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('stars__gte', 1), ('stars__lte', 5)), name='rating_is_one_to_five')],
            },
        ),
    ]
