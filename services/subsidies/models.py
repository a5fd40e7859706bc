"""Which money a granted subsidy promises, in which parts, and what became of each."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.cities import city_of_case
from portal.constraints import set_together
from portal.moments import done_at, done_by

from .querysets import InstalmentQuerySet, OfCities


class HomeSubsidy(models.Model):
    """The answers of a home purchase subsidy request, and the amount found for them."""

    request = models.OneToOneField("services.ServiceRequest", models.CASCADE, related_name="home_subsidy")
    talent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    degree = models.CharField(_("degree"), max_length=20)
    home_address = models.CharField(_("address of the home"), max_length=200)
    contract_number = models.CharField(_("number of the purchase contract"), max_length=60)
    purchased_on = models.DateField(_("purchased on"))
    price_yuan = models.DecimalField(_("price in yuan"), max_digits=12, decimal_places=2)
    amount_yuan = models.DecimalField(_("subsidy in yuan"), max_digits=12, decimal_places=2)
    is_counted = models.BooleanField(default=True, editable=False, help_text=_("False once declined or withdrawn."))

    class Meta:
        verbose_name = _("home purchase subsidy")
        verbose_name_plural = _("home purchase subsidies")
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="home_subsidy_is_positive"),
            models.UniqueConstraint(
                fields=("talent",),
                condition=Q(is_counted=True),
                name="home_subsidy_once",
                violation_error_message=_(
                    "The home purchase subsidy is given once, and you have asked for it already."
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.request_id)


class InstalmentStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed for payment")
    ENDED = "ended", _("Ended: no longer employed")


class Instalment(models.Model):
    """One part of a granted subsidy; confirmed by an officer once it is due and the talent is still employed."""

    workflow = "instalment"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(
        "services.ServiceRequest",
        models.PROTECT,
        related_name="instalments",
        verbose_name=_("service request"),
        db_index=False,
    )
    city = city_of_case()
    number = models.PositiveSmallIntegerField(_("part"))
    amount_yuan = models.DecimalField(_("amount in yuan"), max_digits=12, decimal_places=2)
    planned_on = models.DateField(_("planned for"))
    status = models.CharField(
        _("status"), max_length=10, choices=InstalmentStatus, default=InstalmentStatus.PLANNED, editable=False
    )
    confirmed_at, confirmed_by = done_at(_("confirmed at")), done_by(_("confirmed by"))
    ended_at, ended_by = done_at(_("ended at")), done_by(_("ended by"))

    objects: ClassVar[Any] = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("instalment")
        verbose_name_plural = _("instalments")
        ordering = ("request", "number")
        constraints = (
            models.UniqueConstraint(fields=("request", "number"), name="instalment_once"),
            models.CheckConstraint(condition=Q(amount_yuan__gt=0), name="instalment_is_positive"),
            set_together("confirmed_at", "confirmed_by", table="instalment"),
            set_together("ended_at", "ended_by", table="instalment"),
        )
        indexes = (
            models.Index(fields=("planned_on", "id"), name="instalment_by_day"),
            models.Index(fields=("status", "planned_on", "id"), name="instalment_by_status"),
            models.Index(fields=("city", "planned_on", "id"), name="instalment_of_city"),
            models.Index(fields=("city", "status", "planned_on", "id"), name="instalment_of_city_by_status"),
        )

    def __str__(self) -> str:
        return f"{self.request_id}/{self.number}"


class InstalmentTotal(models.Model):
    """What the instalments of a city in one status add up to; written by triggers alone (services/triggers.py)."""

    city = models.ForeignKey(
        "policies.Authority", models.PROTECT, related_name="+", verbose_name=_("city"), db_index=False
    )
    status = models.CharField(_("status"), max_length=10, choices=InstalmentStatus, editable=False)
    amount_yuan = models.DecimalField(_("amount in yuan"), max_digits=18, decimal_places=2, editable=False)

    objects: ClassVar[Any] = OfCities.as_manager()

    class Meta:
        verbose_name = _("total of instalments")
        verbose_name_plural = _("totals of instalments")
        ordering = ("city", "status")
        constraints = (models.UniqueConstraint(fields=("city", "status"), name="instalment_total_once"),)

    def __str__(self) -> str:
        return f"{self.city_id}/{self.status}"
