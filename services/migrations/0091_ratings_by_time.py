from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0090_no_index_of_who'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(fields=['partner', 'service', '-rated_at'], name='rating_latest'),
        ),
        migrations.AddIndex(
            model_name='rating',
            index=models.Index(condition=models.Q(('comment', ''), _negated=True), fields=['partner', '-rated_at'], name='rating_with_words'),
        ),
        migrations.RemoveIndex(
            model_name='rating',
            name='rating_of_partner',
        ),
    ]
