"""Which figures are published, word for word, and by whom?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.catalogue.documents import Document
from policies.catalogue.sources import Source
from policies.programmes.programmes import Programme
from policies.programmes.querysets import FigureGroups
from portal.bilingual import both
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn


class FigureGroup(models.Model):
    """Published figures that belong together: of a programme, of a document, or of the field at large."""

    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("In data files, for example hegang-stock. Never changed afterwards."),
    )
    title_zh = models.CharField(
        _("title in Chinese"), max_length=120, help_text=_("For example 鹤岗市人才状况（2019年）.")
    )
    title_en = models.CharField(
        _("title in English"), max_length=120, help_text=_("For example Talent in Hegang, 2019.")
    )
    note_zh = models.TextField(
        _("note in Chinese"), blank=True, help_text=_("What a reader must know, for example 来源未给出计算方法.")
    )
    note_en = models.TextField(
        _("note in English"),
        blank=True,
        help_text=_("What a reader must know, for example The source does not give the formula."),
    )
    programme = models.ForeignKey(
        Programme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="figure_groups",
        verbose_name=_("programme"),
        help_text=_("The programme they belong to, for example “Skilled Personnel in Heilongjiang”; may stay empty."),
    )
    document = models.ForeignKey(
        Document,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="figure_groups",
        verbose_name=_("document"),
        help_text=_("The document they belong to, for example Policy 2.0; may stay empty."),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("source"),
        help_text=_("The publication that prints them, for example the Hegang paper."),
    )
    order = models.PositiveSmallIntegerField(
        _("place in lists"), default=0, help_text=_("Lower comes first, for example 1.")
    )
    search = SearchColumn("slug", "title_zh", "title_en")
    objects = FigureGroups.as_manager()
    history = catalogue_history()

    title = both("title")
    note = both("note")

    class Meta:
        verbose_name = _("group of figures")
        verbose_name_plural = _("groups of figures")
        ordering = ("order", "slug")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(programme=None) | models.Q(document=None),
                name="figures_of_one_thing",
                violation_error_message=_("Figures belong to a programme or to a document, not to both."),
            ),
        )

    def __str__(self) -> str:
        return str(self.title)


class Figure(models.Model):
    """One figure as printed: words and digits of its source, never computed here."""

    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("In data files, for example hegang-degree-share. Never changed afterwards."),
    )
    group = models.ForeignKey(
        FigureGroup,
        models.CASCADE,
        related_name="figures",
        verbose_name=_("group"),
        help_text=_("For example Talent in Hegang, 2019."),
    )
    label_zh = models.CharField(_("what it counts, Chinese"), max_length=120, help_text=_("For example 高技能人才."))
    label_en = models.CharField(
        _("what it counts, English"), max_length=120, help_text=_("For example Highly skilled personnel.")
    )
    value_zh = models.CharField(
        _("value in Chinese"), max_length=60, help_text=_("As printed, with its unit, for example 82.5万人.")
    )
    value_en = models.CharField(
        _("value in English"), max_length=60, help_text=_("As printed, with its unit, for example 825,000.")
    )
    is_quoted_only = models.BooleanField(
        _("quoted, cannot be checked"),
        default=False,
        help_text=_(
            "Ticked where the value does not follow from the "
            "printed numbers, for example the narrow rate of 26.45%; shown as a quotation."
        ),
    )
    order = models.PositiveSmallIntegerField(
        _("place in lists"), default=0, help_text=_("Lower comes first, for example 1.")
    )
    history = catalogue_history()

    label = both("label")
    value = both("value")

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ("group__order", "order", "slug")

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
