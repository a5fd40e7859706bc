"""Which states a photo passes through from the camera to the counter."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PortraitStatus(models.TextChoices):
    WAITING = "waiting", _("Being looked at")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Removed")
    REPLACED = "replaced", _("Replaced")


LIVE = (PortraitStatus.WAITING, PortraitStatus.ACCEPTED)
"""Those that have their file; of all others it is deleted with the step."""
