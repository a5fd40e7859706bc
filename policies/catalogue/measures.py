"""What does each numbered clause of a policy document promise?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.catalogue.documents import Document
from policies.catalogue.sources import Source
from portal.bilingual import both
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn


class Measure(models.Model):
    """One numbered promise of a document. What it grants are the entitlements that point to it."""

    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("In addresses, for example example-medical-green-channel. Never changed afterwards."),
    )
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        related_name="measures",
        verbose_name=_("document"),
        help_text=_("The document it stands in, for example 示例政策汇编."),
        db_index=False,
    )
    number = models.PositiveSmallIntegerField(
        _("number in the document"), help_text=_("Its number in the document, for example 1.")
    )
    title_zh = models.CharField(_("title in Chinese"), max_length=200, help_text=_("For example 医疗绿色通道."))
    title_en = models.CharField(
        _("title in English"), max_length=200, help_text=_("For example Medical green channel.")
    )
    text_zh = models.TextField(
        _("text in Chinese"), help_text=_("The clause word by word, for example 持卡人凭人才卡在合作医院优先就诊.")
    )
    text_en = models.TextField(
        _("text in English"),
        help_text=_("The clause word by word, for example Card holders are seen first at partner hospitals."),
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        verbose_name=_("source"),
        help_text=_("Where the clause comes from, for example the example catalogue."),
    )
    modelled_on_zh = models.CharField(
        _("modelled on, Chinese"),
        max_length=200,
        blank=True,
        help_text=_("Real arrangements that a demonstration clause follows, for example 佛山、祥云."),
    )
    modelled_on_en = models.CharField(
        _("modelled on, English"),
        max_length=200,
        blank=True,
        help_text=_("Real arrangements that a demonstration clause follows, for example Foshan, Xiangyun."),
    )
    search = SearchColumn("slug", "title_zh", "title_en")
    history = catalogue_history()

    title = both("title")
    text = both("text")
    modelled_on = both("modelled_on")

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ("document__order", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("document", "number"),
                name="measure_number_once",
                violation_error_message=_("This document already has a measure with that number."),
            ),
        )

    def __str__(self) -> str:
        return str(self.title)
