"""What has each window read of what it must know: the questions that check it, and the acknowledgements."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.bilingual import both
from portal.row_history import catalogue_history

from ..partners.models import PartnerService
from .querysets import Acknowledgements

VERSION_LENGTH = 16


class Question(models.Model):
    """One short question about a service, which a window's staff answer when they have read how it is given."""

    service = models.ForeignKey(
        "services.Service",
        models.CASCADE,
        related_name="questions",
        verbose_name=_("service"),
        help_text=_("For example Medical green channel."),
        db_index=False,
    )
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("For example 1; two are enough."))
    text_zh = models.CharField(
        _("question in Chinese"), max_length=120, help_text=_("For example 急诊患者来了怎么办？")
    )
    text_en = models.CharField(
        _("question in English"), max_length=160, help_text=_("For example What if an emergency comes?")
    )
    right_zh = models.CharField(_("right answer in Chinese"), max_length=120, help_text=_("For example 急诊始终优先."))
    right_en = models.CharField(
        _("right answer in English"), max_length=160, help_text=_("For example It always comes first.")
    )
    wrong_zh = models.TextField(_("wrong answers in Chinese"), help_text=_("One a line, for example 持卡人优先."))
    wrong_en = models.TextField(
        _("wrong answers in English"),
        help_text=_("For example The card holder. One a line, as many as in Chinese and in the same order."),
    )
    history = catalogue_history(without=())

    text = both("text")
    right = both("right")
    wrong = both("wrong")

    class Meta:
        verbose_name = _("question for windows")
        verbose_name_plural = _("questions for windows")
        ordering = ("service__number", "number")
        constraints = (models.UniqueConstraint(fields=("service", "number"), name="question_once"),)

    def __str__(self) -> str:
        return str(self.text)

    def clean(self) -> None:
        if len(self.wrong_zh.split("\n")) != len(self.wrong_en.split("\n")):
            raise ValidationError(_("Write as many wrong answers in English as in Chinese."), "not_as_many")


class Acknowledgement(models.Model):
    """A window has read one version of what it must know about a service. Append-only."""

    window = models.ForeignKey(
        "services.Window",
        models.PROTECT,
        related_name="acknowledgements",
        verbose_name=_("window"),
        db_index=False,
    )
    service = models.ForeignKey("services.Service", models.PROTECT, related_name="+", verbose_name=_("service"))
    version = models.CharField(_("version"), max_length=VERSION_LENGTH)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("staff"))
    acknowledged_at = models.DateTimeField(_("acknowledged at"))

    objects: ClassVar = Acknowledgements.as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("window", "service", "version", "staff"), name="acknowledged_once"),
        )

    def __str__(self) -> str:
        return f"{self.window_id} {self.service_id} {self.version}"


class PartnerReadiness(PartnerService):
    """What a partner honours, as officials look at it: is each of its windows ready?"""

    class Meta:
        proxy = True
        verbose_name = _("readiness of a partner")
        verbose_name_plural = _("readiness of partners")
        ordering = ("partner", "service")
