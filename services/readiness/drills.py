"""Which drills were sent to a window, and what did it do? A drill's card exists for the drill alone: it is nobody's,
its code opens nothing, and neither a check nor a use nor an allowance ever knows of it."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.codes import crockford, normalise

from ..partners.enums import Outcome
from .querysets import Drills

PREFIX = normalise("drill")
CODE_LENGTH = 10
ANSWER_WITHIN = timedelta(minutes=30)


def new_code() -> str:
    """Of the length of a live code, and told from one at a glance: no other table is asked for it."""
    return PREFIX + crockford(CODE_LENGTH - len(PREFIX))


class Drill(models.Model):
    """One invented card sent to a window. `is_eligible` is what the desk page answers. Append-only."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    window = models.ForeignKey(
        "services.Window", models.PROTECT, related_name="drills", verbose_name=_("window"), db_index=False
    )
    service = models.ForeignKey("services.Service", models.PROTECT, related_name="+", verbose_name=_("service"))
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code)
    is_eligible = models.BooleanField(_("to be served"))
    sent_at = models.DateTimeField(_("sent at"))
    due_at = models.DateTimeField(_("to be answered by"))

    objects: ClassVar = Drills.as_manager()

    class Meta:
        verbose_name = _("drill")
        verbose_name_plural = _("drills")
        ordering = ("-id",)
        indexes = (models.Index(fields=("window", "-sent_at"), name="drill_of_window"),)

    def __str__(self) -> str:
        return self.code

    def has_ended(self, now: datetime) -> bool:
        return hasattr(self, "answer") or self.due_at <= now

    @property
    def is_passed(self) -> bool:
        """Whether it was answered, and rightly; needs `answer` to be selected to cost no query."""
        right = Outcome.SERVED if self.is_eligible else Outcome.REFUSED
        return hasattr(self, "answer") and self.answer.outcome == right


class DrillAnswer(models.Model):
    """What a window did with a drill. Append-only."""

    drill = models.OneToOneField(Drill, models.PROTECT, related_name="answer", verbose_name=_("drill"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("staff"))
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer to a drill")
        verbose_name_plural = _("answers to drills")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.drill_id)
