"""What was set as a target, what came of it, and which figures are published?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.catalogue.documents import Document
from policies.catalogue.sources import Source
from portal.bilingual import Bilingual, both
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn


class Programme(Bilingual, models.Model):
    """A programme that is named in a publication; its page says what that publication says."""

    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("In addresses, for example golden-crane. Never changed afterwards."),
    )
    name_zh = models.CharField(_("name in Chinese"), max_length=120, help_text=_("For example “金鹤返岗”."))
    name_en = models.CharField(
        _("name in English"), max_length=120, help_text=_("For example “Golden Crane Return to Work”.")
    )
    is_name_translated = models.BooleanField(
        _("Chinese name is our back-translation"),
        default=False,
        help_text=_(
            "Ticked where the source gives the name in English only, for example Golden Crane; shown with (t)."
        ),
    )
    region_zh = models.CharField(_("where, Chinese"), max_length=60, help_text=_("For example 鹤岗市."))
    region_en = models.CharField(_("where, English"), max_length=60, help_text=_("For example Hegang."))
    summary_zh = models.TextField(
        _("what is known, Chinese"), help_text=_("Only what the source says, for example 2017年提出引进100名研究生.")
    )
    summary_en = models.TextField(
        _("what is known, English"),
        help_text=_("Only what the source says, for example Set out in 2017 to introduce 100 graduate students."),
    )
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("document"),
        help_text=_("The document it belongs to, for example Policy 2.0; empty where the source names none."),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("source"),
        help_text=_("The publication that speaks of it, for example the press conference of 15 May 2024."),
    )
    result_label_zh = models.CharField(
        _("what the results count, Chinese"),
        max_length=120,
        blank=True,
        help_text=_("For example 引进研究生及以上学历人才（人）."),
    )
    result_label_en = models.CharField(
        _("what the results count, English"),
        max_length=120,
        blank=True,
        help_text=_("For example People of graduate level and above introduced."),
    )
    result_note_zh = models.TextField(
        _("note to the results, Chinese"),
        blank=True,
        help_text=_("What a reader of the chart must know, for example 2018年和2019年的目标未见刊载."),
    )
    result_note_en = models.TextField(
        _("note to the results, English"),
        blank=True,
        help_text=_("What a reader of the chart must know, for example No target is printed for 2018 and 2019."),
    )
    order = models.PositiveSmallIntegerField(
        _("place in lists"), default=0, help_text=_("Lower comes first, for example 1.")
    )
    search = SearchColumn("slug", "name_zh", "name_en")
    history = catalogue_history()

    region = both("region")
    summary = both("summary")
    result_label = both("result_label")
    result_note = both("result_note")

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("order", "slug")
        indexes = (models.Index(fields=("order", "slug"), name="programme_in_order"),)


class ProgrammeResult(models.Model):
    """One year of a programme: what was set, where that is printed, and what came of it."""

    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        related_name="results",
        verbose_name=_("programme"),
        help_text=_("For example “Golden Crane Return to Work”."),
        db_index=False,
    )
    year = models.PositiveSmallIntegerField(_("year"), help_text=_("For example 2017."))
    target = models.PositiveIntegerField(
        _("target"), null=True, blank=True, help_text=_("As printed, for example 100. Empty where none is printed.")
    )
    result = models.PositiveIntegerField(_("result"), help_text=_("As printed, for example 107."))
    unit_zh = models.CharField(_("unit in Chinese"), max_length=20, help_text=_("For example 人."))
    unit_en = models.CharField(_("unit in English"), max_length=20, help_text=_("For example people."))
    history = catalogue_history()

    unit = both("unit")

    class Meta:
        verbose_name = _("result of a programme")
        verbose_name_plural = _("results of programmes")
        ordering = ("programme__order", "year")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "year"),
                name="programme_result_once_a_year",
                violation_error_message=_("This programme already has a result for that year."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"
