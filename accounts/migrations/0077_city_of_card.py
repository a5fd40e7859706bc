import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0076_no_index_of_who"),
        ("policies", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="card",
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
