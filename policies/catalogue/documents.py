"""Which policy documents are there, what is known of each, and which measures does it hold?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.catalogue.sources import Source
from portal.bilingual import both
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn


class Document(models.Model):
    """A policy document. A real one shows only what its source says; examples stand in documents named as such."""

    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("In addresses, for example 60-measures. Never changed afterwards."),
    )
    title_zh = models.CharField(
        _("title in Chinese"), max_length=200, help_text=_("For example 新时代龙江人才振兴60条.")
    )
    title_en = models.CharField(
        _("title in English"),
        max_length=200,
        help_text=_("For example 60 Measures for Talent Revitalization in the New Era."),
    )
    is_title_translated = models.BooleanField(
        _("Chinese title is our back-translation"),
        default=False,
        help_text=_(
            "Ticked where the source gives the title in English only, "
            "for example Jilin talent policy 2.0; shown with (t)."
        ),
    )
    issuer_zh = models.CharField(
        _("issued for, Chinese"), max_length=100, blank=True, help_text=_("Where it holds, for example 黑龙江省.")
    )
    issuer_en = models.CharField(
        _("issued for, English"),
        max_length=100,
        blank=True,
        help_text=_("Where it holds, for example Heilongjiang Province."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        help_text=_("Year of issue, for example 2022. Empty where the source does not say."),
    )
    measures_total = models.PositiveSmallIntegerField(
        _("number of measures"),
        null=True,
        blank=True,
        help_text=_("How many it has by its own count, for example 60. Empty where the source does not say."),
    )
    summary_zh = models.TextField(
        _("what is known, Chinese"),
        blank=True,
        help_text=_("Only what the source says, for example 2022年出台，并有配套政策."),
    )
    summary_en = models.TextField(
        _("what is known, English"),
        blank=True,
        help_text=_("Only what the source says, for example Issued in 2022 with supporting policies."),
    )
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("follows"),
        help_text=_("The earlier version, for example policy 1.0 for policy 2.0."),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("source"),
        help_text=_("The publication that speaks of it, for example the press conference of 15 May 2024."),
    )
    is_demonstration = models.BooleanField(
        _("demonstration data"),
        default=False,
        help_text=_("Ticked for documents that this portal made up as examples, for example 示例政策汇编."),
    )
    text_held = models.BooleanField(
        _("text held here"),
        default=False,
        help_text=_("Ticked once the full text has been recorded measure by measure, for example for 示例政策汇编."),
    )
    order = models.PositiveSmallIntegerField(
        _("place in lists"), default=0, help_text=_("Lower comes first, for example 1.")
    )
    search = SearchColumn("slug", "title_zh", "title_en")
    history = catalogue_history()

    title = both("title")
    issuer = both("issuer")
    summary = both("summary")

    class Meta:
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")
        ordering = ("order", "slug")
        indexes = (
            models.Index(fields=("order", "slug"), name="document_in_order"),
            models.Index(fields=("order", "slug"), condition=models.Q(is_demonstration=True), name="document_examples"),
        )

    def __str__(self) -> str:
        return str(self.title)
