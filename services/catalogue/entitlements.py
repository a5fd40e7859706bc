"""What does each tier get of each service?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.models import Measure, Tier
from portal.bilingual import both
from portal.row_history import catalogue_history
from services.catalogue.enums import Family, Period
from services.catalogue.offers import Service
from services.catalogue.querysets import Entitlements


class Entitlement(models.Model):
    """What one tier gets of one service; a row for every pair, so that “no” is written down too."""

    service = models.ForeignKey(
        Service,
        models.PROTECT,
        related_name="entitlements",
        verbose_name=_("service"),
        help_text=_("For example Medical green channel."),
        db_index=False,
    )
    tier = models.ForeignKey(
        Tier,
        models.PROTECT,
        related_name="entitlements",
        verbose_name=_("tier"),
        help_text=_("For example Talent tier B."),
    )
    is_allowed = models.BooleanField(
        _("entitled"),
        default=True,
        help_text=_("Cleared where the tier does not get the service, for example airport lane for tier E."),
    )
    limit = models.PositiveSmallIntegerField(
        _("limit"), null=True, blank=True, help_text=_("How often in the period, for example 12. Empty: not counted.")
    )
    period = models.CharField(
        _("period"),
        max_length=10,
        choices=Period,
        default=Period.NONE,
        help_text=_(
            "Over which span the limit counts, for example a year. “A visit” takes no limit above: what a visit may "
            "count at most are its companions, below."
        ),
    )
    companions = models.PositiveSmallIntegerField(
        _("companions"),
        default=0,
        help_text=_(
            "The limit a visit: how many people the holder may bring, for example 1. A check is one visit, used once."
        ),
    )
    family = models.CharField(
        _("who is entitled"),
        max_length=30,
        choices=Family,
        default=Family.NONE,
        help_text=_("For example holder, spouse and minor children."),
    )
    amount_yuan = models.DecimalField(
        _("amount, yuan"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Where the service is worth a fixed sum, for example 2000.00 for a health examination."),
    )
    note_zh = models.CharField(
        _("note in Chinese"), max_length=200, blank=True, help_text=_("For example 由教育局统筹安排.")
    )
    note_en = models.CharField(
        _("note in English"), max_length=200, blank=True, help_text=_("For example Placed by the education bureau.")
    )
    measure = models.ForeignKey(
        Measure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entitlements",
        verbose_name=_("measure"),
        help_text=_("The clause that promises it, for example Medical green channel of 示例政策汇编."),
    )
    objects = Entitlements.as_manager()
    history = catalogue_history()

    note = both("note")

    class Meta:
        verbose_name = _("entitlement")
        verbose_name_plural = _("entitlements")
        ordering = ("service__number", "tier__rank")
        constraints = (
            models.UniqueConstraint(
                fields=("service", "tier"),
                name="entitlement_once",
                violation_error_message=_("This tier already has a row for that service."),
            ),
            models.CheckConstraint(
                condition=models.Q(limit=None, period__in=(Period.NONE, Period.VISIT))
                | models.Q(limit__gt=0, period__in=(Period.YEAR, Period.STAGE, Period.ONCE)),
                name="entitlement_limit_has_period",
                violation_error_message=_(
                    "A limit is above 0 and counts a year, a school stage or in all; "
                    "without one choose “no limit” or “a visit”."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.service} · {self.tier}"
