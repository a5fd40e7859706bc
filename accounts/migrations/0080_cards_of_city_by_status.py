from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0079_cards_of_city"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="card",
            index=models.Index(fields=["city", "status", "-application"], name="card_of_city_by_status"),
        ),
    ]
