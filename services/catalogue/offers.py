"""Which services does the catalogue offer, in which areas?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.people.enums import Purpose
from policies.models import Source
from portal.bilingual import Bilingual, both
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn
from services.catalogue.enums import Delivery


class Area(Bilingual, models.Model):
    """One of the seven areas of the catalogue."""

    slug = models.SlugField(
        _("short name"), unique=True, help_text=_("In addresses, for example medical. Never changed afterwards.")
    )
    order = models.PositiveSmallIntegerField(
        _("place in lists"), default=0, help_text=_("Lower comes first, for example 2.")
    )
    name_zh = models.CharField(_("name in Chinese"), max_length=60, help_text=_("For example 医疗保健."))
    name_en = models.CharField(_("name in English"), max_length=60, help_text=_("For example Medical care."))
    search = SearchColumn("slug", "name_zh", "name_en")
    history = catalogue_history()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ("order", "slug")


class Service(Bilingual, models.Model):
    """One service of the catalogue."""

    slug = models.SlugField(
        _("short name"),
        max_length=80,
        unique=True,
        help_text=_("In addresses and the API, for example medical-green-channel. Never changed afterwards."),
    )
    number = models.PositiveSmallIntegerField(
        _("number in the catalogue"), unique=True, help_text=_("Its number in the catalogue, for example 5.")
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="services", verbose_name=_("area"), help_text=_("For example Medical care.")
    )
    name_zh = models.CharField(_("name in Chinese"), max_length=120, help_text=_("For example 医疗绿色通道."))
    name_en = models.CharField(_("name in English"), max_length=120, help_text=_("For example Medical green channel."))
    summary_zh = models.TextField(
        _("what it is, Chinese"), help_text=_("One sentence, for example 持卡人门诊优先就诊.")
    )
    summary_en = models.TextField(
        _("what it is, English"), help_text=_("One sentence, for example Card holders are seen first as outpatients.")
    )
    delivery = models.CharField(
        _("how it is delivered"),
        max_length=10,
        choices=Delivery,
        help_text=_("Used at once with the card, or asked for and answered, for example at the counter."),
    )
    limit_unit_zh = models.CharField(
        _("what a limit counts, Chinese"), max_length=30, blank=True, help_text=_("For example 次.")
    )
    limit_unit_en = models.CharField(
        _("what a limit counts, English"), max_length=30, blank=True, help_text=_("For example visits.")
    )
    answer_days = models.PositiveSmallIntegerField(
        _("answered within, working days"),
        null=True,
        blank=True,
        help_text=_("For example 10. Empty for what is answered at the counter."),
    )
    deliverer_zh = models.CharField(_("who delivers, Chinese"), max_length=60, help_text=_("For example 医院."))
    deliverer_en = models.CharField(_("who delivers, English"), max_length=60, help_text=_("For example hospital."))
    conditions_zh = models.TextField(
        _("conditions in Chinese"), blank=True, help_text=_("What limits it, for example 急诊患者始终优先.")
    )
    conditions_en = models.TextField(
        _("conditions in English"),
        blank=True,
        help_text=_("What limits it, for example Emergencies always come first."),
    )
    instructions_zh = models.TextField(
        _("how to use it, Chinese"),
        blank=True,
        help_text=_("For the holder, one step a line, for example 在窗口出示人才卡上的动态码."),
    )
    instructions_en = models.TextField(
        _("how to use it, English"),
        blank=True,
        help_text=_("For the holder, one step a line, for example Show the live code of the card at the window."),
    )
    desk_steps_zh = models.TextField(
        _("what the desk does, Chinese"),
        blank=True,
        help_text=_("For the staff, one step a line, for example 请到优先窗口挂号，无需排队."),
    )
    desk_steps_en = models.TextField(
        _("what the desk does, English"),
        blank=True,
        help_text=_("For the staff, one step a line, for example Register the holder at the priority window."),
    )
    is_working = models.BooleanField(
        _("can be used here today"),
        default=False,
        help_text=_(
            "Ticked once it can be requested or used through this portal, for example the medical green channel."
        ),
    )
    consent = models.CharField(
        _("consent it needs"),
        max_length=20,
        choices=Purpose,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Who has withdrawn this consent does not get the service, for example visits to hospitals "
            "for what is used in one. Empty where none is needed."
        ),
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
        help_text=_("Real arrangements that a demonstration row follows, for example 佛山、祥云."),
    )
    modelled_on_en = models.CharField(
        _("modelled on, English"),
        max_length=200,
        blank=True,
        help_text=_("Real arrangements that a demonstration row follows, for example Foshan, Xiangyun."),
    )
    search = SearchColumn("number", "slug", "name_zh", "name_en")
    history = catalogue_history()

    summary = both("summary")
    limit_unit = both("limit_unit")
    deliverer = both("deliverer")
    conditions = both("conditions")
    instructions = both("instructions")
    desk_steps = both("desk_steps")
    modelled_on = both("modelled_on")

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ("number",)
