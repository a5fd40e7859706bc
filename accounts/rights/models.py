"""What the law makes the office keep of a decided case after its person has gone: sealed, until a day."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.crypto.fields import EncryptedJSONField


class CaseKind(models.TextChoices):
    ACCREDITATION = "accreditation", _("Accreditation")
    REQUEST = "request", _("Service request")
    FAMILY = "family", _("Family card")


class SealedCase(models.Model):
    """Who was decided on, how and why, encrypted; an auditor opens it, each look is recorded, then it is deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=CaseKind)
    code = models.CharField(_("number of the case"), max_length=20, db_index=True)
    content = EncryptedJSONField(_("content"))
    kept_until = models.DateField(_("kept until"), db_index=True)
    sealed_at = models.DateTimeField(_("sealed at"), default=timezone.now)

    class Meta:
        verbose_name = _("sealed case")
        verbose_name_plural = _("sealed cases")
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("code",), name="sealed_case_once"),)
        indexes = (models.Index(fields=("kind", "-id"), name="sealed_case_of_kind"),)

    def __str__(self) -> str:
        return self.code


class SealedPaper(models.Model):
    """One file of the evidence of a sealed case, encrypted as a whole; its name and type stand in the case."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(SealedCase, models.CASCADE, related_name="papers", verbose_name=_("case"))
    content = models.FileField(_("file"), unique=True)

    class Meta:
        verbose_name = _("sealed paper")
        verbose_name_plural = _("sealed papers")
        ordering = ("case", "id")

    def __str__(self) -> str:
        return str(self.public_id)
