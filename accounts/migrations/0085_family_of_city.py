from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0084_fill_city_of_family_and_portrait"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="familymember",
            index=models.Index(fields=["city", "-id"], name="family_of_city"),
        ),
    ]
