from django.db import migrations


class Migration(migrations.Migration):
    """Apart from the index in its place: what builds one lets readers through, what drops one does not, and one lock
    after the other in a single transaction ends in a deadlock with whoever reads and then writes a check."""

    dependencies = [
        ('services', '0083_checks_of_a_holder_in_time'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='check',
            name='check_of_holder',
        ),
    ]
