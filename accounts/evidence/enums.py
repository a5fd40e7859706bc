"""Which states a document of evidence passes through while page images are made."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceState(models.TextChoices):
    RECEIVED = "received", _("Being prepared")
    READY = "ready", _("Ready")
    UNREADABLE = "unreadable", _("Cannot be read")


class Mime(models.TextChoices):
    """What is kept: every photo is kept as JPEG."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
