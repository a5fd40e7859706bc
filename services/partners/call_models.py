"""What does a partner's programmer read of the own calls, beside the checks and uses, which are rows of their own?"""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class KeptCall(models.Model):
    """One call of a partner's system, kept for its programmer for thirty days."""

    client = models.CharField(_("client"), max_length=100)
    method = models.CharField(_("method"), max_length=10)
    call = models.CharField(_("call"), max_length=200, help_text=_("Its address as a pattern."))
    answer = models.PositiveSmallIntegerField(_("answer"))
    called_at = models.DateTimeField(_("called at"), db_default=Now())

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.method} {self.call} {self.answer}"


class RefusedCall(KeptCall):
    """A call that was refused, or that the site failed to answer."""

    partner = models.ForeignKey(
        "accounts.Partner",
        models.CASCADE,
        related_name="refused_calls",
        verbose_name=_("partner"),
        db_index=False,
    )
    code = models.CharField(_("code"), max_length=50)

    class Meta:
        verbose_name = _("refused call")
        verbose_name_plural = _("refused calls")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("partner", "-id"), name="refused_of_partner"),
            models.Index(fields=("partner", "-id"), condition=Q(answer__gte=500), name="failed_of_partner"),
            models.Index(fields=("partner", "code", "-id"), name="refused_for_this"),
            models.Index(fields=("called_at",), name="refused_age"),
        )


class AnsweredCall(KeptCall):
    """A call that was answered and leaves no other row: what was read, and each decision on a request."""

    partner = models.ForeignKey(
        "accounts.Partner", models.CASCADE, related_name="answered_calls", verbose_name=_("partner"), db_index=False
    )

    class Meta:
        verbose_name = _("answered call")
        verbose_name_plural = _("answered calls")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("partner", "-id"), name="answered_of_partner"),
            models.Index(fields=("called_at",), name="answered_age"),
        )
