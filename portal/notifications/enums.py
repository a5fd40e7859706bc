"""Which ways a message can go, and where it stands on its way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """The ways that lead outside and so need the outbox; the inbox is a row of our own, written at once."""

    EMAIL = "email", _("mail")
    SMS = "sms", _("text message")


class State(models.TextChoices):
    PENDING = "pending", _("waiting to be sent")
    HELD = "held", _("held until released")
    SENT = "sent", _("sent out")
    EXPIRED = "expired", _("dropped: past its use")
    QUARANTINED = "quarantined", _("in quarantine")


class Priority(models.IntegerChoices):
    CODE = 0, _("code, somebody is waiting")
    NEWS = 5, _("news")
