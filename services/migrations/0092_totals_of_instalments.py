import django.db.models.deletion
from django.db import migrations, models

TRIGGERS = ("insert", "update", "delete")


def let_instalments_go(apps, schema_editor):
    """Taken back, nothing of the instalments may write into a table that is gone; SQLite has made way already."""
    if schema_editor.connection.vendor == "postgresql":
        for event in TRIGGERS:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS services_instalmenttotal_{event} CASCADE")


class Migration(migrations.Migration):
    """A table that the code before it does not know. The triggers of the list (services/triggers.py) are made once all
    migrations are through, and add up what is there as they are made: what the old code writes meanwhile is counted."""

    dependencies = [
        ("services", "0091_ratings_by_time"),
        ("policies", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="InstalmentTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("confirmed", "Confirmed for payment"),
                            ("ended", "Ended: no longer employed"),
                        ],
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "amount_yuan",
                    models.DecimalField(
                        decimal_places=2, editable=False, max_digits=18, verbose_name="amount in yuan"
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policies.authority",
                        verbose_name="city",
                    ),
                ),
            ],
            options={
                "verbose_name": "total of instalments",
                "verbose_name_plural": "totals of instalments",
                "ordering": ("city", "status"),
                "constraints": [models.UniqueConstraint(fields=("city", "status"), name="instalment_total_once")],
            },
        ),
        migrations.RunPython(migrations.RunPython.noop, let_instalments_go),
    ]
