from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0080_cards_of_city_by_status"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="card",
            index=models.Index(fields=["city", "tier", "-application"], name="card_of_city_by_tier"),
        ),
    ]
