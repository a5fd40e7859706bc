"""What was posted after a session had ended, until the same person has signed in again."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.crypto.fields import EncryptedJSONField

KEPT = timedelta(hours=2)


def _place(form: Any, name: str) -> str:
    return f"kept_forms/{uuid.uuid4().hex}"


class KeptForms(models.QuerySet["KeptForm"]):
    def fresh(self) -> "KeptForms":
        return self.filter(created_at__gt=timezone.now() - KEPT)

    def stale(self) -> "KeptForms":
        return self.filter(created_at__lte=timezone.now() - KEPT)


class KeptForm(models.Model):
    """One form: where it was posted to, its fields sealed, and whose it is as a keyed digest."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.CharField(_("digest of the person"), max_length=64, db_index=True)
    path = models.CharField(_("address"), max_length=500)
    fields = EncryptedJSONField(_("fields"), help_text=_("Name and values, as posted; never a password."))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True, db_index=True)

    objects: ClassVar[Any] = KeptForms.as_manager()

    class Meta:
        verbose_name = _("kept form")
        verbose_name_plural = _("kept forms")


class KeptFile(models.Model):
    """One file of a kept form, private, under a random name."""

    form = models.ForeignKey(KeptForm, on_delete=models.CASCADE, related_name="files")
    field = models.CharField(_("field"), max_length=100)
    name = models.CharField(_("name"), max_length=255)
    content_type = models.CharField(_("content type"), max_length=100, blank=True)
    content = models.FileField(_("content"), upload_to=_place)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("kept file")
        verbose_name_plural = _("kept files")

    def as_upload(self) -> UploadedFile:
        """The file as a view expects it in `request.FILES`."""
        return UploadedFile(self.content.open(), self.name, self.content_type, self.content.size)
