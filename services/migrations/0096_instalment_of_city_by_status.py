from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("services", "0095_instalment_of_city"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="instalment",
            index=models.Index(fields=["city", "status", "planned_on", "id"], name="instalment_of_city_by_status"),
        ),
    ]
