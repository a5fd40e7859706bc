"""Whom did a window call back, and who answered?"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Answered(models.TextChoices):
    """Who was on the telephone when the window rang the registered number."""

    HOLDER = "holder", _("The holder answered")
    OTHER = "other", _("Somebody else answered")
    NOBODY = "nobody", _("Nobody answered")


class CallBack(models.Model):
    """A look at a card after a telephone call, and the code that waits for the call back. Append-only."""

    check_made = models.OneToOneField(
        "services.Check", models.PROTECT, related_name="call_back", verbose_name=_("check")
    )
    code = models.OneToOneField("accounts.LiveCode", models.PROTECT, related_name="+", verbose_name=_("code"))

    class Meta:
        verbose_name = _("call back")
        verbose_name_plural = _("calls back")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.check_made_id)

    def text_to_say(self, now: datetime) -> str:
        """The code, once the holder has answered and while it is good; else empty."""
        is_told = hasattr(self, "answer") and self.answer.answered == Answered.HOLDER
        return (self.code.text or "") if is_told and self.code.ended_at is None and self.code.expires_at > now else ""


class CallBackAnswer(models.Model):
    """What came of a call back. Append-only."""

    call_back = models.OneToOneField(CallBack, models.PROTECT, related_name="answer", verbose_name=_("call back"))
    answered = models.CharField(_("who answered"), max_length=6, choices=Answered)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("staff"))
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer to a call back")
        verbose_name_plural = _("answers to calls back")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.call_back_id)
