from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0078_fill_city_of_card"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="card",
            index=models.Index(fields=["city", "-application"], name="card_of_city"),
        ),
    ]
