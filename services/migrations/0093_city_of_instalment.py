import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("policies", "0001_initial"),
        ("services", "0092_totals_of_instalments"),
    ]

    operations = [
        migrations.AddField(
            model_name="instalment",
            name="city",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="policies.authority",
                verbose_name="city",
            ),
        ),
    ]
