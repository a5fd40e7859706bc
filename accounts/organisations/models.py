"""Which employers and partners there are, and who stands where in them and in the authorities."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.bilingual import Bilingual, both
from portal.row_history import catalogue_history
from portal.search_column import SearchColumn

from .enums import OFFICIAL_ROLES, PARTNER_ROLES, PartnerKind, Role
from .querysets import MembershipQuerySet


class Employer(Bilingual, models.Model):
    """An employer whose specialists have a standing on the site."""

    name_zh = models.CharField(
        _("name in Chinese"), max_length=120, unique=True, help_text=_("For example 省示范装备公司.")
    )
    name_en = models.CharField(
        _("name in English"), max_length=160, help_text=_("For example Demonstration Equipment Co.")
    )
    city = models.ForeignKey(
        "policies.Authority", models.PROTECT, related_name="employers", verbose_name=_("city"), db_index=False
    )
    search = SearchColumn("name_zh", "name_en", db_default="")
    history = catalogue_history()

    class Meta:
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        ordering = ("name_zh",)
        indexes = (models.Index(fields=("city", "name_zh"), name="employer_of_city"),)


class Partner(Bilingual, models.Model):
    """A place that honours the card: a hospital, a school, a bureau's window."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("short name"), unique=True, help_text=_("For example demonstration-hospital-1."))
    kind = models.CharField(_("kind"), max_length=12, choices=PartnerKind)
    name_zh = models.CharField(_("name in Chinese"), max_length=120, help_text=_("For example 省示范第一医院."))
    name_en = models.CharField(
        _("name in English"), max_length=160, help_text=_("For example Demonstration Hospital No. 1.")
    )
    city = models.ForeignKey(
        "policies.Authority", models.PROTECT, related_name="partners", verbose_name=_("city"), db_index=False
    )
    address_zh = models.CharField(_("address in Chinese"), max_length=200, blank=True)
    address_en = models.CharField(_("address in English"), max_length=200, blank=True)
    hours = models.CharField(_("opening hours"), max_length=80, blank=True, help_text=_("For example 08:00–17:00."))
    liaison_name = models.CharField(
        _("liaison"), max_length=80, blank=True, help_text=_("Who answers when the desk does not know.")
    )
    liaison_phone = models.CharField(_("liaison's telephone"), max_length=30, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("In degrees, for example 45.767000; with the longitude, or neither."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("In degrees, for example 126.642000."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    search = SearchColumn("slug", "name_zh", "name_en", db_default="")

    address = both("address")

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("slug",)
        indexes = (
            *(models.Index(fields=(name, "slug"), name=f"partner_by_{name}") for name in ("name_zh", "name_en")),
            *(
                models.Index(fields=("city", name, "slug"), name=f"partner_of_city_{name}")
                for name in ("name_zh", "name_en")
            ),
            *(models.Index(fields=(name, "slug"), name=f"partner_of_{name}") for name in ("city", "kind")),
            models.Index(fields=("slug",), condition=Q(is_active=False), name="partner_closed"),
        )
        constraints = (
            models.CheckConstraint(
                name="partner_stands_at_a_point",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_("Enter both latitude and longitude, or neither."),
            ),
        )


class Membership(models.Model):
    """One standing of one account: an official of an authority, staff of a partner or of an employer."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    authority = models.ForeignKey(
        "policies.Authority", models.PROTECT, null=True, blank=True, verbose_name=_("authority")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("partner")
    )
    employer = models.ForeignKey(
        Employer, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("employer")
    )

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("user", "role")
        indexes = (models.Index(fields=("role", "id"), name="membership_of_role"),)
        constraints = (
            *(
                models.UniqueConstraint(
                    fields=("user", "role", place),
                    condition=Q(**{f"{place}__isnull": False}),
                    name=f"membership_once_{place}",
                )
                for place in ("authority", "partner", "employer")
            ),
            models.CheckConstraint(
                name="membership_names_its_place",
                condition=Q(
                    role__in=sorted(OFFICIAL_ROLES),
                    authority__isnull=False,
                    partner__isnull=True,
                    employer__isnull=True,
                )
                | Q(
                    role__in=sorted(PARTNER_ROLES),
                    authority__isnull=True,
                    partner__isnull=False,
                    employer__isnull=True,
                )
                | Q(role=Role.EMPLOYER_STAFF, authority__isnull=True, partner__isnull=True, employer__isnull=False),
                violation_error_message=_(
                    "Name the authority of an official, the partner of desk staff and of a programmer, the employer of "
                    "a specialist."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user.email} · {self.get_role_display()}"

    @property
    def place(self) -> Any:
        """The authority, partner or employer where it holds."""
        return self.authority or self.partner or self.employer

    def is_at(self, place: models.Model) -> bool:
        """Whether the standing is at this authority, partner or employer."""
        mine = {Partner: self.partner_id, Employer: self.employer_id}.get(type(place), self.authority_id)
        return mine == place.pk
