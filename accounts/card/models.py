"""What a talent holds: a card behind which a decision stands, and the codes it shows."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.constraints import set_together
from portal.moments import done_at, done_by

from .enums import CURRENT, CardStatus
from .querysets import CardQuerySet


def new_number() -> str:
    """`HLJ`, the year, eight random digits: tells nothing of its holder or of how many there are."""
    return f"HLJ{timezone.localdate().year}{secrets.randbelow(10**8):08d}"


class Card(models.Model):
    """One talent card; at most one of a holder is current. Expired is derived from `expires_on`."""

    workflow = "card"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("card number"), max_length=15, unique=True, default=new_number, editable=False)
    talent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cards", verbose_name=_("holder"))
    application = models.OneToOneField(
        "accounts.Application", models.PROTECT, related_name="card", verbose_name=_("decision")
    )
    tier = models.ForeignKey("policies.Tier", models.PROTECT, related_name="+", verbose_name=_("tier"))
    status = models.CharField(_("status"), max_length=10, choices=CardStatus, default=CardStatus.ACTIVE, editable=False)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("valid until"), help_text=_("The last day on which the card is valid."))
    suspended_at, suspended_by = done_at(_("suspended at")), done_by(_("suspended by"))
    revoked_at, revoked_by = done_at(_("revoked at")), done_by(_("revoked by"))
    replaced_at, replaced_by = done_at(_("replaced at")), done_by(_("replaced by"))
    cancelled_at, cancelled_by = done_at(_("cancelled at")), done_by(_("cancelled by"))

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("talent card")
        verbose_name_plural = _("talent cards")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("talent",), condition=Q(status__in=CURRENT), name="card_one_current"),
            models.CheckConstraint(condition=Q(expires_on__gt=models.F("issued_on")), name="card_ends_after_issue"),
            set_together("suspended_at", "suspended_by", table="card"),
            set_together("revoked_at", "revoked_by", table="card"),
            set_together("replaced_at", "replaced_by", table="card"),
            set_together("cancelled_at", "cancelled_by", table="card"),
        )
        indexes = (
            models.Index(fields=("status", "-application"), name="card_by_status"),
            models.Index(fields=("tier", "-application"), name="card_by_tier"),
            models.Index(fields=("talent", "-id"), name="card_of_talent"),
        )

    def __str__(self) -> str:
        return self.number


class LiveCode(models.Model):
    """One code shown on the phone: 60 seconds, one check. Only its blind index is kept."""

    code_index = models.CharField(max_length=64, unique=True)
    card = models.ForeignKey(Card, models.CASCADE, related_name="live_codes")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("live code")
        verbose_name_plural = _("live codes")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.card_id} {self.expires_at}"
