"""Which browser is a partner's window, who may sit down there by PIN, and who sat there when?"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.constraints import set_together

from .querysets import Shifts

PIN_TRIES = 5


class WindowPairing(models.Model):
    """One browser that a liaison has made a window's; the browser holds a token, and only its hash is here."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    window = models.ForeignKey("services.Window", models.PROTECT, related_name="pairings", verbose_name=_("window"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    paired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("paired by")
    )
    paired_at = models.DateTimeField(_("paired at"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("paired window")
        verbose_name_plural = _("paired windows")
        ordering = ("-id",)
        constraints = (
            set_together("paired_at", "paired_by", table="window_pairing"),
            set_together("ended_at", "ended_by", table="window_pairing"),
            models.UniqueConstraint(fields=("window",), condition=Q(ended_at=None), name="window_paired_with_one"),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class DeskPin(models.Model):
    """Six digits with which one member of staff sits down at a paired window, and the name that stands there."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    staff = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_pin", verbose_name=_("staff")
    )
    name = models.CharField(_("name at the window"), max_length=20)
    pin = models.CharField(max_length=128, editable=False)
    set_at = models.DateTimeField(_("set at"))
    tries = models.PositiveSmallIntegerField(_("wrong in a row"), default=0)
    locked_at = models.DateTimeField(_("locked at"), null=True)

    class Meta:
        verbose_name = _("PIN of a desk")
        verbose_name_plural = _("PINs of desks")
        ordering = ("name", "id")
        constraints = (models.CheckConstraint(condition=Q(tries__lte=PIN_TRIES), name="desk_pin_tries_end"),)

    def __str__(self) -> str:
        return self.name

    @property
    def is_locked(self) -> bool:
        return self.tries >= PIN_TRIES


class WindowShift(models.Model):
    """That somebody sat at a window from then to then. Written once; its end is added once."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pairing = models.ForeignKey(WindowPairing, models.PROTECT, related_name="shifts", verbose_name=_("paired window"))
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="window_shifts", verbose_name=_("staff")
    )
    began_at = models.DateTimeField(_("began at"))
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects: ClassVar = Shifts.as_manager()

    class Meta:
        verbose_name = _("shift at a window")
        verbose_name_plural = _("shifts at windows")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("pairing",), condition=Q(ended_at=None), name="window_shift_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="window_shift_ends_after_it_began"
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
