"""What happens at a counter: which partner honours what, each check, each use, and what an allowance has left."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from accounts.card.enums import CodeKind
from portal.bilingual import both

from .enums import Channel, Outcome, Reason, Verdict
from .querysets import Checks, HonouredServices


class PartnerService(models.Model):
    """A service that a partner honours, and what its staff do for a holder, here."""

    partner = models.ForeignKey("accounts.Partner", models.CASCADE, related_name="honoured", verbose_name=_("partner"))
    service = models.ForeignKey(
        "services.Service",
        models.PROTECT,
        related_name="honoured_by",
        verbose_name=_("service"),
        db_index=False,
    )
    instructions_zh = models.TextField(
        _("steps in Chinese"), blank=True, help_text=_("One step a line, at most three.")
    )
    instructions_en = models.TextField(
        _("steps in English"), blank=True, help_text=_("One step a line, at most three.")
    )
    payer_zh = models.CharField(_("who pays, in Chinese"), max_length=80, blank=True)
    payer_en = models.CharField(_("who pays, in English"), max_length=80, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    instructions = both("instructions")
    payer = both("payer")

    objects: ClassVar[Any] = HonouredServices.as_manager()

    class Meta:
        verbose_name = _("honoured service")
        verbose_name_plural = _("honoured services")
        ordering = ("partner", "service")
        indexes = (models.Index(fields=("service", "id"), name="places_of_service"),)
        constraints = (models.UniqueConstraint(fields=("partner", "service"), name="partner_service_once"),)

    def __str__(self) -> str:
        return str(self.service)


class Check(models.Model):
    """One look at a card by a partner: the answer given, and the row in the holder's access log. Append-only.

    `city` is where the partner was then; rows of before there was the column have none, since no row is rewritten.
    """

    # In the order of time, so that its index is written at its end alone.
    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="checks", verbose_name=_("partner"), db_index=False
    )
    service = models.ForeignKey(
        "services.Service", models.PROTECT, related_name="+", verbose_name=_("service"), null=True
    )
    city = models.ForeignKey(
        "policies.Authority",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("city"),
        db_index=False,  # that of the list of a city begins with it
        editable=False,
    )
    card = models.ForeignKey(
        "accounts.Card",
        models.PROTECT,
        null=True,
        related_name="checks",
        verbose_name=_("card"),
        db_index=False,  # a card is never deleted, and is looked for among the checks of its holder
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="checks",
        verbose_name=_("holder"),
        db_index=False,
    )
    verdict = models.CharField(_("answer"), max_length=12, choices=Verdict)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    left = models.PositiveSmallIntegerField(_("left"), null=True)
    companions = models.PositiveSmallIntegerField(_("companions"), null=True)
    channel = models.CharField(_("channel"), max_length=4, choices=Channel)
    code_kind = models.CharField(
        _("kind of code"), max_length=8, choices=CodeKind, blank=True, default="", db_default="", editable=False
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("staff")
    )
    shift = models.ForeignKey(
        "services.WindowShift",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("shift at a window"),
        db_index=False,  # a shift is never deleted, and no list begins with it
        editable=False,
    )
    window = models.ForeignKey(
        "services.Window",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("window"),
        db_index=False,  # a window that was worked at is switched off, and no list begins with it
        editable=False,
        help_text=_("Where no shift says it."),
    )
    follows = models.ForeignKey(
        "services.UseUndone",
        models.PROTECT,
        null=True,
        related_name="checks_again",
        verbose_name=_("follows what was undone"),
        db_index=False,  # its constraint is an index of the few that follow one
        editable=False,
    )
    client = models.CharField(
        _("client"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("Of the system that called; empty for the desk page."),
    )
    idempotency_key = models.CharField(max_length=255, null=True)
    request_hash = models.CharField(max_length=64, blank=True)
    checked_at = models.DateTimeField(_("checked at"), db_index=True)

    objects: ClassVar = Checks.as_manager()

    class Meta:
        verbose_name = _("eligibility check")
        verbose_name_plural = _("eligibility checks")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("partner", "idempotency_key"), name="check_once_a_key"),
            models.UniqueConstraint(fields=("follows",), condition=Q(follows__isnull=False), name="check_again_once"),
            models.CheckConstraint(
                name="check_verdict_agrees_with_reason",
                condition=Q(verdict=Verdict.ELIGIBLE, reason=Reason.OK)
                | (Q(verdict=Verdict.NOT_ELIGIBLE) & ~Q(reason=Reason.OK)),
            ),
        )
        indexes = (
            models.Index(fields=("holder", "-checked_at", "-id"), name="check_of_holder_in_time"),
            models.Index(fields=("partner", "-id"), name="check_of_partner"),
            models.Index(fields=("city", "-id"), name="check_of_city"),
            models.Index(fields=("partner", "-id"), condition=Q(channel=Channel.API), name="check_by_a_system"),
            models.Index(
                fields=("partner", "checked_at"), condition=Q(reason=Reason.UNKNOWN_CODE), name="check_unknown_codes"
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def seat(self) -> Any:
        """The window, where one is known; needs both to be selected to cost no query."""
        return self.shift.pairing.window if self.shift else self.window


class Use(models.Model):
    """What became of a check: served, postponed or refused. Append-only; undoing is a row of its own."""

    check_made = models.OneToOneField(Check, models.PROTECT, related_name="use", verbose_name=_("check"))
    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    companions_used = models.PositiveSmallIntegerField(_("companions"), default=0)
    counted = models.PositiveSmallIntegerField(_("counted"), default=0)
    allowance = models.ForeignKey(
        "services.Allowance", models.PROTECT, null=True, related_name="uses", verbose_name=_("counted on")
    )
    has_seen_identity = models.BooleanField(_("identity document seen"), default=False, db_default=False)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("staff")
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("use")
        verbose_name_plural = _("uses")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def written_at(self) -> datetime:
        """When it came into the books: of what was kept without a network, and of an emergency, later than it was done.
        Needs `check_made__late` to be selected to cost no query."""
        late = getattr(self.check_made, "late", None)
        return late.delivered_at if late else self.recorded_at

    @property
    def is_undone(self) -> bool:
        """Whether the desk has taken it back; needs `use__undone` to be selected to cost no query."""
        return hasattr(self, "undone")


class UseUndone(models.Model):
    """The undoing of a use by the desk that recorded it, and why. Append-only."""

    use = models.OneToOneField(Use, models.PROTECT, related_name="undone")
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("staff")
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="", db_default="")
    undone_at = models.DateTimeField(_("undone at"))

    class Meta:
        verbose_name = _("undone use")
        verbose_name_plural = _("undone uses")
        ordering = ("-id",)

    def __str__(self) -> str:
        return str(self.use_id)


class Allowance(models.Model):
    """How often a holder has used a counted service in one period; never above its limit, by constraint."""

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="allowances",
        verbose_name=_("holder"),
        db_index=False,
    )
    service = models.ForeignKey("services.Service", models.PROTECT, related_name="+", verbose_name=_("service"))
    period = models.CharField(_("period"), max_length=20, help_text=_("For example 2026."))
    limit = models.PositiveSmallIntegerField(_("limit"))
    used = models.PositiveSmallIntegerField(_("used"), default=0)

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        ordering = ("holder", "service", "period")
        constraints = (
            models.UniqueConstraint(fields=("holder", "service", "period"), name="allowance_once_a_period"),
            models.CheckConstraint(condition=Q(used__lte=F("limit")), name="allowance_never_exceeded"),
        )

    def __str__(self) -> str:
        return f"{self.holder_id} {self.service_id} {self.period}"
