"""What a talent tells us when a counter turned the card away, and what the bureau answered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.codes import case_code
from portal.constraints import set_together
from portal.moments import done_at, done_by


def new_code() -> str:
    return case_code("TS")


class TurnedAwayStatus(models.TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")


class TurnedAway(models.Model):
    """One report of a card not honoured: what was tried where; it goes to the officers of the partner's city."""

    workflow = "turned_away"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("number"), max_length=20, unique=True, default=new_code, editable=False)
    talent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("talent"))
    card = models.ForeignKey("accounts.Card", models.PROTECT, related_name="+", verbose_name=_("card"))
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="turned_away", verbose_name=_("partner")
    )
    service = models.ForeignKey("services.Service", models.PROTECT, related_name="+", verbose_name=_("service"))
    last_check = models.ForeignKey(
        "services.Check", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("last check there")
    )
    text = models.TextField(_("what happened"), max_length=1000, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=TurnedAwayStatus, default=TurnedAwayStatus.OPEN, editable=False
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("reported at"), auto_now_add=True)
    answered_at, answered_by = done_at(_("answered at")), done_by(_("answered by"))

    class Meta:
        verbose_name = _("report of being turned away")
        verbose_name_plural = _("reports of being turned away")
        ordering = ("-id",)
        constraints = (set_together("answered_at", "answered_by", table="turned_away"),)
        indexes = (
            models.Index(fields=("due_on", "id"), condition=Q(status=TurnedAwayStatus.OPEN), name="turned_away_queue"),
            models.Index(fields=("-id",), condition=Q(status=TurnedAwayStatus.OPEN), name="turned_away_open"),
            models.Index(fields=("partner", "-id"), name="turned_away_of_partner"),
            models.Index(fields=("talent", "-id"), name="turned_away_of_talent"),
        )

    def __str__(self) -> str:
        return self.code
