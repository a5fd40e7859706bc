"""Which states a card has, and which kinds of codes it shows; expired is derived from a day or a moment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardStatus(models.TextChoices):
    ACTIVE = "active", _("Valid")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    REPLACED = "replaced", _("Replaced")
    CANCELLED = "cancelled", _("Cancelled")


class CodeKind(models.TextChoices):
    """How a code reaches the counter: shown on the phone or on that of a proxy, said on the telephone, checked
    without a network."""

    LIVE = "live", _("Live code")
    SPOKEN = "spoken", _("Spoken code")
    OFFLINE = "offline", _("Offline code")
    PROXY = "proxy", _("Live code on a proxy's phone")


FOR_ONE_PURPOSE = (CodeKind.SPOKEN, CodeKind.PROXY)


class Cause(models.TextChoices):
    """Why a card is cancelled; none of them is a fault of the holder."""

    LEFT = "left", _("Left the province")
    EMPLOYMENT = "employment", _("Employment ended")
    DIED = "died", _("Died")
    HOLDER = "holder", _("Ended with the holder's own card")


OF_OFFICES = tuple(cause for cause in Cause if cause != Cause.HOLDER)
"""Those from which an officer chooses."""


class WhyRenewed(models.TextChoices):
    """Why a holder renews a card; only a card near its end gets more time by it."""

    ENDING = "ending", _("It ends soon")
    DAMAGED = "damaged", _("It is damaged, or somebody else knows its number")
    RENAMED = "renamed", _("My name or my identity document has changed")


CURRENT = (CardStatus.ACTIVE, CardStatus.SUSPENDED)
ENDED = (CardStatus.REVOKED, CardStatus.REPLACED, CardStatus.CANCELLED)
