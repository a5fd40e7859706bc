"""What is kept of the calls of test keys, so that they behave as real ones? Rows about nobody, for thirty days."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import Outcome, Reason

MARK = 0x00007E57
"""With this the id of a check in the sandbox begins, so that no other check has to be asked whether it is one."""


def new_id() -> uuid.UUID:
    return uuid.UUID(int=MARK << 96 | uuid.uuid4().int & (1 << 96) - 1)


class SandboxCheck(models.Model):
    """A check that a test key made with a test code, and what became of it. It counts nowhere."""

    public_id = models.UUIDField(default=new_id, unique=True, editable=False)
    client = models.ForeignKey(
        "services.PartnerClient",
        models.CASCADE,
        related_name="sandbox_checks",
        verbose_name=_("client"),
        db_index=False,
    )
    service = models.ForeignKey("services.Service", models.PROTECT, related_name="+", verbose_name=_("service"))
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    idempotency_key = models.CharField(max_length=255, null=True)
    request_hash = models.CharField(max_length=64)
    checked_at = models.DateTimeField(_("checked at"), db_index=True)
    use_id = models.UUIDField(null=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("check in the sandbox")
        verbose_name_plural = _("checks in the sandbox")
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=("client", "idempotency_key"), name="sandbox_check_once_a_key"),)

    def __str__(self) -> str:
        return str(self.public_id)
