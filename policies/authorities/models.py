"""Which authority decides where: the province and its cities."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.authorities.enums import Level
from portal.bilingual import Bilingual
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn


class Authority(Bilingual, models.Model):
    """The province, one of its twelve cities, or the prefecture of Daxing'anling."""

    slug = models.SlugField(
        _("short name"),
        unique=True,
        help_text=_("In addresses and data files, for example harbin. Never changed afterwards."),
    )
    level = models.CharField(
        _("level"),
        max_length=10,
        choices=Level,
        help_text=_("Province or city; a prefecture counts as a city, for example Daxing'anling."),
    )
    name_zh = models.CharField(_("name in Chinese"), max_length=60, help_text=_("For example 哈尔滨市."))
    name_en = models.CharField(_("name in English"), max_length=60, help_text=_("For example Harbin."))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cities",
        verbose_name=_("belongs to"),
        help_text=_("The province, for example Heilongjiang; empty for the province itself."),
    )
    phone = models.CharField(
        _("office telephone"),
        max_length=30,
        blank=True,
        help_text=_("Shown to the public, for example 0451-12345; may stay empty."),
    )
    order = models.PositiveSmallIntegerField(
        _("place in lists"), default=0, help_text=_("Lower comes first, for example 1.")
    )
    search = SearchColumn("slug", "name_zh", "name_en")
    history = catalogue_history()

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ("order", "slug")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(level=Level.PROVINCE, parent=None)
                | models.Q(level=Level.CITY, parent__isnull=False),
                name="authority_city_has_province",
                violation_error_message=_("A city belongs to the province; the province belongs to nobody."),
            ),
        )
