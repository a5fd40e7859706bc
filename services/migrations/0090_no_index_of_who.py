from django.db import migrations

from portal.index_once import DropOwnIndexes


class Migration(migrations.Migration):
    """No list begins with who did a step, and an account is emptied, never deleted: each write paid for nothing."""

    atomic = False

    dependencies = [
        ("services", "0089_checks_in_order"),
    ]

    operations = [
        DropOwnIndexes(
            instalment=["confirmed_by", "ended_by"],
            servicerequest=["submitted_by", "returned_by", "granted_by", "declined_by", "withdrawn_by"],
            turnedaway=["explained_by", "answered_by", "settled_by"],
        ),
    ]
