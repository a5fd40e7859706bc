from django.db import migrations

from portal.index_once import DropOwnIndexes


class Migration(migrations.Migration):
    """No list begins with who did a step, and an account is emptied, never deleted: each write paid for nothing."""

    atomic = False

    dependencies = [
        ("accounts", "0075_no_index_for_patterns"),
    ]

    operations = [
        DropOwnIndexes(
            application=[
                "submitted_by",
                "accepted_by",
                "forwarded_by",
                "returned_by",
                "withdrawn_by",
                "approved_by",
                "refused_by",
            ],
            card=["suspended_by", "revoked_by", "replaced_by", "cancelled_by"],
            familymember=["returned_by", "accepted_by", "refused_by", "withdrawn_by"],
            portrait=["accepted_by", "refused_by", "withdrawn_by"],
        ),
    ]
