"""Which states a card has; expired is derived from its last day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardStatus(models.TextChoices):
    ACTIVE = "active", _("Valid")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    REPLACED = "replaced", _("Replaced")
    CANCELLED = "cancelled", _("Cancelled")


CURRENT = (CardStatus.ACTIVE, CardStatus.SUSPENDED)
ENDED = (CardStatus.REVOKED, CardStatus.REPLACED, CardStatus.CANCELLED)
