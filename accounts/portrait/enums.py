"""Which states a photo passes through from the camera to the counter."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PortraitStatus(models.TextChoices):
    WAITING = "waiting", _("Being looked at")
    ACCEPTED = "accepted", _("Photo accepted")
    REFUSED = "refused", _("Photo refused")
    WITHDRAWN = "withdrawn", _("Photo removed")
    REPLACED = "replaced", _("Photo replaced")


LIVE = (PortraitStatus.WAITING, PortraitStatus.ACCEPTED)
"""Those that have their file; of all others it is deleted with the step."""
