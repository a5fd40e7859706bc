"""Where does a statement come from?"""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.bilingual import both
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn


class Source(models.Model):
    """A publication that is quoted, or the collection of examples that this portal ships with."""

    slug = models.SlugField(
        _("short name"), unique=True, help_text=_("In data files, for example scio-2024. Never changed afterwards.")
    )
    title_zh = models.TextField(
        _("full title in Chinese"), help_text=_("For example 鹤岗市人才政策阻滞研究论文，第523卷.")
    )
    title_en = models.TextField(
        _("full title in English"),
        help_text=_(
            "For example State Council Information Office press conference on Heilongjiang, China.org.cn, 15 May 2024."
        ),
    )
    is_title_translated = models.BooleanField(
        _("Chinese title is our translation"),
        default=False,
        help_text=_(
            "Ticked where the publication is in English, for example the press conference; "
            "its original title is then shown too."
        ),
    )
    is_demonstration = models.BooleanField(
        _("demonstration data"),
        default=False,
        help_text=_(
            "Ticked where what it says is made up, for example the example catalogue; every page then says so."
        ),
    )
    search = SearchColumn("slug", "title_zh", "title_en")
    history = catalogue_history()

    title = both("title")

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("slug",)

    def __str__(self) -> str:
        return str(self.title)

    @property
    def citation(self) -> str:
        """The full title; beside a Chinese title of our own the original one."""
        title = str(self.title)
        if not self.is_title_translated or title == self.title_en:
            return title
        return gettext("%(title)s (title translated by us; original: %(original)s)") % {
            "title": title,
            "original": self.title_en,
        }
