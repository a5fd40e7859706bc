"""Which writes were already done, and what was answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.crypto.fields import EncryptedJSONField


class IdempotencyKey(models.Model):
    """A key its sender chose, inside a scope (who, which address); made in the transaction of the effect."""

    scope = models.CharField(_("scope"), max_length=255)
    key = models.CharField(_("key"), max_length=255)
    body_hash = models.CharField(_("digest of the body"), max_length=64)
    status_code = models.PositiveSmallIntegerField(_("status code"), null=True)
    body = EncryptedJSONField(_("answer"), null=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
