"""Where at a partner is the card honoured: which windows, whom to call, and when is it open?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.bilingual import Bilingual, both

from .enums import Day


class Window(Bilingual, models.Model):
    """One counter at a partner, with people of its own; the desk page is what its staff work with."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(
        "accounts.Partner", models.CASCADE, related_name="windows", verbose_name=_("partner"), db_index=False
    )
    name_zh = models.CharField(_("name in Chinese"), max_length=60, help_text=_("For example 挂号优先窗口."))
    name_en = models.CharField(
        _("name in English"), max_length=80, help_text=_("For example Priority registration window.")
    )
    where_zh = models.CharField(
        _("where in the building, Chinese"), max_length=120, blank=True, help_text=_("For example 门诊楼一层大厅右侧.")
    )
    where_en = models.CharField(
        _("where in the building, English"),
        max_length=160,
        blank=True,
        help_text=_("For example Outpatient building, ground floor, right of the hall."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    where = both("where")

    class Meta:
        verbose_name = _("window")
        verbose_name_plural = _("windows")
        ordering = ("partner", "id")
        constraints = (models.UniqueConstraint(fields=("partner", "name_zh"), name="window_named_once"),)


class Liaison(models.Model):
    """Somebody who answers when a window does not know; the first is called first."""

    partner = models.ForeignKey("accounts.Partner", models.CASCADE, related_name="liaisons", verbose_name=_("partner"))
    name = models.CharField(_("name"), max_length=80, help_text=_("For example 值班护士长."))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="liaison_of",
        verbose_name=_("account"),
        help_text=_("Of the desk's staff; with it the liaison pairs the partner's windows."),
    )
    phone = models.CharField(_("telephone"), max_length=30, help_text=_("For example 0451-0000 8815."))
    when_zh = models.CharField(
        _("days and hours, Chinese"), max_length=80, blank=True, help_text=_("For example 周一至周五 08:00–17:00.")
    )
    when_en = models.CharField(
        _("days and hours, English"),
        max_length=100,
        blank=True,
        help_text=_("For example Monday to Friday 08:00–17:00."),
    )
    is_first = models.BooleanField(_("called first"), default=False)

    when = both("when")

    class Meta:
        verbose_name = _("liaison")
        verbose_name_plural = _("liaisons")
        ordering = ("partner", "-is_first", "id")

    def __str__(self) -> str:
        return self.name


class OpeningHours(models.Model):
    """From when to when a partner is open on one day of the week; two rows where it closes at noon."""

    partner = models.ForeignKey(
        "accounts.Partner", models.CASCADE, related_name="opening", verbose_name=_("partner"), db_index=False
    )
    day = models.CharField(_("day"), max_length=8, choices=Day)
    opens = models.TimeField(_("opens"), help_text=_("For example 08:00."))
    closes = models.TimeField(
        _("closes"), help_text=_("For example 17:00; 00:00 is midnight, at the end of the day. A night is two rows.")
    )

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ("partner", "id")
        constraints = (
            models.UniqueConstraint(fields=("partner", "day", "opens"), name="opening_hours_once"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")) | Q(closes="00:00"),
                name="opening_hours_close_after_opening",
                violation_error_message=_("It closes later than it opens; midnight is 00:00."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_day_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"
