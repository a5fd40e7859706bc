import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0082_city_of_family"),
    ]

    operations = [
        migrations.AddField(
            model_name="portrait",
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
