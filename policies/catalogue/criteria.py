"""What may a person show to qualify for a tier?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.catalogue.enums import Category
from policies.catalogue.sources import Source
from policies.catalogue.tiers import Tier
from portal.bilingual import both
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn


class Criterion(models.Model):
    """One way to qualify for a tier; an applicant chooses one or more and shows evidence for each."""

    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("In addresses and the API, for example e-doctorate. Never changed afterwards."),
    )
    tier = models.ForeignKey(
        Tier,
        models.PROTECT,
        related_name="criteria",
        verbose_name=_("tier"),
        help_text=_("The tier it opens, for example Talent tier E."),
    )
    category = models.CharField(
        _("category"), max_length=20, choices=Category, help_text=_("What it looks at, for example Academic degree.")
    )
    text_zh = models.TextField(_("criterion in Chinese"), help_text=_("For example 具有博士学位."))
    text_en = models.TextField(_("criterion in English"), help_text=_("For example Holds a doctorate."))
    evidence_zh = models.CharField(
        _("what shows it, Chinese"),
        max_length=200,
        blank=True,
        help_text=_("The paper an applicant photographs, for example 博士学位证书."),
    )
    evidence_en = models.CharField(
        _("what shows it, English"),
        max_length=200,
        blank=True,
        help_text=_("The paper an applicant photographs, for example Doctoral degree certificate."),
    )
    order = models.PositiveSmallIntegerField(
        _("place in lists"), default=0, help_text=_("Lower comes first, for example 1.")
    )
    is_active = models.BooleanField(
        _("in force"),
        default=True,
        help_text=_(
            "Cleared when it may no longer be chosen; old applications keep it. "
            "For example after a programme has ended."
        ),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("source"),
        help_text=_("Where the row comes from, for example the example catalogue."),
    )
    search = SearchColumn("slug", "text_zh", "text_en")
    history = catalogue_history()

    text = both("text")
    evidence = both("evidence")

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("tier__rank", "order", "slug")

    def __str__(self) -> str:
        return f"{self.tier.letter} · {self.text}"
