from django.db import migrations

from portal.index_once import DropOwnIndexes


class Migration(migrations.Migration):
    """No index that another one of its table begins with: each write paid for both. Not in one transaction, so that no
    table is held while another is waited for; what was broken off goes on where it stopped."""

    atomic = False

    dependencies = [
        ("services", "0087_called_back_at"),
    ]

    operations = [
        DropOwnIndexes(
            acknowledgement=["window"],
            allowance=["holder"],
            check=["holder", "partner"],
            drill=["window"],
            entitlement=["service"],
            instalment=["request"],
            lateuse=["partner"],
            openinghours=["partner"],
            partnerevent=["partner"],
            partnerservice=["service"],
            proxy=["card"],
            question=["service"],
            rating=["partner"],
            refusedcall=["partner"],
            sandboxcheck=["client"],
            servicerequest=["partner", "talent"],
            turnedaway=["partner", "talent"],
            webhookdelivery=["endpoint"],
            window=["partner"],
        ),
    ]
