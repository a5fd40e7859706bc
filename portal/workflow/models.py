"""Why was it decided so? The words themselves, kept apart from the history so that they can be erased."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Reason(models.Model):
    """The free text given with one transition; the history row holds only its id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.CharField(_("object"), max_length=40)
    action = models.CharField(_("action"), max_length=40)
    text = models.TextField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("given by")
    )
    at = models.DateTimeField(_("given at"), default=timezone.now)

    class Meta:
        verbose_name = _("reason")
        verbose_name_plural = _("reasons")
        indexes = [models.Index(fields=["object_type", "object_id"], name="reason_by_object")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} {self.action}"
