"""Which tiers are there, and who decides them?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.authorities.enums import Level
from policies.catalogue.sources import Source
from portal.bilingual import Bilingual, both
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn


class Tier(Bilingual, models.Model):
    """One of the five tiers, A (highest) to E. Its value is always written “B 类”, in English “Talent tier B”."""

    slug = models.SlugField(
        _("short name"),
        max_length=5,
        unique=True,
        help_text=_("In addresses, for example b. Never changed afterwards."),
    )
    letter = models.CharField(_("letter"), max_length=1, unique=True, help_text=_("For example B; shown as “B 类”."))
    name_zh = models.CharField(_("name in Chinese"), max_length=60, help_text=_("For example 国家级领军人才."))
    name_en = models.CharField(_("name in English"), max_length=60, help_text=_("For example National leading talent."))
    summary_zh = models.TextField(
        _("in one sentence, Chinese"), help_text=_("Whom the tier is for, for example 在全国同行中起引领作用的专家.")
    )
    summary_en = models.TextField(
        _("in one sentence, English"),
        help_text=_("Whom the tier is for, for example Experts who lead their field in the country."),
    )
    rank = models.PositiveSmallIntegerField(
        _("rank"), unique=True, help_text=_("1 is the highest, for example 2 for tier B.")
    )
    age_ceiling = models.PositiveSmallIntegerField(
        _("age ceiling"),
        null=True,
        blank=True,
        help_text=_(
            "Highest age in full years at the first accreditation, on "
            "the day of submission, inclusive, for example 65. Empty: none."
        ),
    )
    renewal_years = models.PositiveSmallIntegerField(
        _("years added by renewing"),
        default=0,
        db_default=0,
        help_text=_("Without a new application, near the card's end, for example 5. 0: a new application is needed."),
    )
    decided_by = models.CharField(
        _("decided by"),
        max_length=10,
        choices=Level,
        help_text=_("Who takes the decision, for example the province for tier B."),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("source"),
        help_text=_("Where the row comes from, for example the example catalogue."),
    )
    modelled_on_zh = models.CharField(
        _("modelled on, Chinese"),
        max_length=200,
        blank=True,
        help_text=_("Real arrangements that a demonstration row follows, for example 吉林 2021、杭州."),
    )
    modelled_on_en = models.CharField(
        _("modelled on, English"),
        max_length=200,
        blank=True,
        help_text=_("Real arrangements that a demonstration row follows, for example Jilin 2021, Hangzhou."),
    )
    search = SearchColumn("slug", "letter", "name_zh", "name_en")
    history = catalogue_history()

    summary = both("summary")
    modelled_on = both("modelled_on")

    class Meta:
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        ordering = ("rank",)

    def __str__(self) -> str:
        return str(_("Talent tier %(letter)s") % {"letter": self.letter})
