import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0081_cards_of_city_by_tier"),
    ]

    operations = [
        migrations.AddField(
            model_name="familymember",
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
