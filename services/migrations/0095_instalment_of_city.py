from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("services", "0094_fill_city_of_instalment"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="instalment",
            index=models.Index(fields=["city", "planned_on", "id"], name="instalment_of_city"),
        ),
    ]
