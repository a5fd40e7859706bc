from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0085_family_of_city"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="familymember",
            index=models.Index(fields=["city", "status", "-id"], name="family_of_city_in_status"),
        ),
    ]
