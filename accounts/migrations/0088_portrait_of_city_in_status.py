from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0087_portrait_of_city"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="portrait",
            index=models.Index(fields=["city", "status", "-id"], name="portrait_of_city_in_status"),
        ),
    ]
