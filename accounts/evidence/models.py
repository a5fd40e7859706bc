"""Which documents prove a criterion: a document of one or more files, and the page images officers look at."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceState(models.TextChoices):
    RECEIVED = "received", _("Being prepared")
    READY = "ready", _("Ready")
    UNREADABLE = "unreadable", _("Cannot be read")


def original_name(file: "EvidenceFile", name: str) -> str:
    """A random private name: nothing of the sender's file name reaches the disk."""
    return f"evidence/{uuid.uuid4().hex}"


def page_name(page: "EvidencePage", name: str) -> str:
    return f"pages/{uuid.uuid4().hex}.jpg"


class Evidence(models.Model):
    """One document for one criterion of one application; several photos make one document."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="evidence", verbose_name=_("owner")
    )
    application = models.ForeignKey("accounts.Application", models.CASCADE, related_name="evidence")
    criterion = models.ForeignKey("policies.Criterion", models.PROTECT, related_name="+", verbose_name=_("criterion"))
    title = models.CharField(_("title"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=EvidenceState, default=EvidenceState.RECEIVED)
    problem = models.CharField(_("problem"), max_length=40, blank=True, help_text=_("A code, for example locked_pdf."))
    created_at = models.DateTimeField(_("received at"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("application", "id")

    def __str__(self) -> str:
        return str(self.public_id)


class EvidenceFile(models.Model):
    """One file as it was sent (photos re-encoded and shrunk)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="files")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    original = models.FileField(_("file"), upload_to=original_name)
    name = models.CharField(_("name given by the sender"), max_length=120, blank=True)
    mime = models.CharField(_("type"), max_length=40)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"))

    class Meta:
        verbose_name = _("evidence file")
        verbose_name_plural = _("evidence files")
        ordering = ("evidence", "order", "id")

    def __str__(self) -> str:
        return str(self.public_id)


class EvidencePage(models.Model):
    """One page image, made by the worker."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField(_("page"))
    image = models.ImageField(_("image"), upload_to=page_name, width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("evidence page")
        verbose_name_plural = _("evidence pages")
        ordering = ("evidence", "number")
        constraints = (models.UniqueConstraint(fields=("evidence", "number"), name="evidence_page_once"),)

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.number}"
