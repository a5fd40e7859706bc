from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0007_no_index_for_patterns"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutboxBatch",
            fields=[
                ("lease", models.UUIDField(primary_key=True, serialize=False, verbose_name="lease")),
                ("messages", models.JSONField(help_text="Their numbers.", verbose_name="outgoing messages")),
                ("leased_until", models.DateTimeField(verbose_name="leased until")),
            ],
            options={
                "verbose_name": "batch of outgoing messages",
                "verbose_name_plural": "batches of outgoing messages",
            },
        ),
    ]
