from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0086_family_of_city_in_status"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="portrait",
            index=models.Index(fields=["city", "-id"], name="portrait_of_city"),
        ),
    ]
