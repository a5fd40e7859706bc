"""What a talent holds: a card behind which a decision stands, and the codes it shows."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policies.cities import city_of_case
from portal.constraints import set_together
from portal.crypto.fields import EncryptedTextField
from portal.moments import done_at, done_by

from ..organisations.enums import PartnerKind
from .enums import CURRENT, FOR_ONE_PURPOSE, CardStatus, Cause, CodeKind
from .querysets import CardQuerySet, LiveCodeQuerySet


def new_number() -> str:
    """`HLJ`, the year, eight random digits: tells nothing of its holder or of how many there are."""
    return f"HLJ{timezone.localdate().year}{secrets.randbelow(10**8):08d}"


class Card(models.Model):
    """One talent card; at most one of a person is current. Expired is derived from `expires_on`.

    `talent` holds it; where `member` is set it is for somebody of the talent's family, on the same decision.

    The first card of a decision renews none; each later one names the card in whose place it was issued.
    """

    workflow = "card"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("card number"), max_length=15, unique=True, default=new_number, editable=False)
    talent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="cards", verbose_name=_("holder"), db_index=False
    )
    application = models.ForeignKey(
        "accounts.Application", models.PROTECT, related_name="cards", verbose_name=_("decision")
    )
    city = city_of_case()
    renews = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="renewal", verbose_name=_("renews"), editable=False
    )
    member = models.ForeignKey(
        "accounts.FamilyMember",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cards",
        verbose_name=_("family member"),
        editable=False,
    )
    tier = models.ForeignKey("policies.Tier", models.PROTECT, related_name="+", verbose_name=_("tier"), db_index=False)
    status = models.CharField(_("status"), max_length=10, choices=CardStatus, default=CardStatus.ACTIVE, editable=False)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("valid until"), help_text=_("The last day on which the card is valid."))
    suspended_at, suspended_by = done_at(_("suspended at")), done_by(_("suspended by"))
    revoked_at, revoked_by = done_at(_("revoked at")), done_by(_("revoked by"))
    replaced_at, replaced_by = done_at(_("replaced at")), done_by(_("replaced by"))
    cancelled_at, cancelled_by = done_at(_("cancelled at")), done_by(_("cancelled by"))
    cancelled_for = models.CharField(
        _("cancelled because"), max_length=12, choices=Cause, blank=True, default="", db_default="", editable=False
    )
    reminded_days = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("talent card")
        verbose_name_plural = _("talent cards")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("talent",), condition=Q(status__in=CURRENT, member__isnull=True), name="card_one_current_own"
            ),
            models.UniqueConstraint(
                fields=("member",), condition=Q(status__in=CURRENT), name="card_one_current_of_member"
            ),
            models.CheckConstraint(condition=Q(expires_on__gt=models.F("issued_on")), name="card_ends_after_issue"),
            set_together("suspended_at", "suspended_by", table="card"),
            set_together("revoked_at", "revoked_by", table="card"),
            set_together("replaced_at", "replaced_by", table="card"),
            set_together("cancelled_at", "cancelled_by", table="card"),
        )
        indexes = (
            models.Index(fields=("status", "-application"), name="card_by_status"),
            models.Index(fields=("tier", "-application"), name="card_by_tier"),
            models.Index(fields=("city", "-application"), name="card_of_city"),
            models.Index(fields=("city", "status", "-application"), name="card_of_city_by_status"),
            models.Index(fields=("city", "tier", "-application"), name="card_of_city_by_tier"),
            models.Index(fields=("talent", "-id"), name="card_of_talent"),
            models.Index(fields=("expires_on",), condition=Q(status__in=CURRENT), name="card_by_end"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number_in_groups(self) -> str:
        """As people read it out: HLJ 2026 6937 5231."""
        return " ".join((self.number[:3], self.number[3:7], self.number[7:11], self.number[11:]))

    @property
    def name(self) -> str:
        """Whom the card names: the member of the family, else the holder."""
        return self.member.name if self.member else self.talent.own_profile.name


ONE_SERVICE, ONE_AREA = Q(area_slug="") & ~Q(service_slug=""), Q(service_slug="") & ~Q(area_slug="")
PURPOSE_AS_ITS_KIND_SAYS = (Q(kind__in=FOR_ONE_PURPOSE) & ~Q(partner_kind="") & (ONE_SERVICE | ONE_AREA)) | (
    ~Q(kind__in=FOR_ONE_PURPOSE) & Q(partner_kind="", service_slug="", area_slug="")
)


class LiveCode(models.Model):
    """One code of a card, found again by its blind index: shown on the phone (60 seconds, one check), said on the
    telephone (one purpose at one kind of partner, until it ends or is ended), or checked without a network.

    The text is kept, encrypted, only of codes that the holder may need to read again; services and areas are named by
    their short names, since nothing here knows the catalogue.
    """

    code_index = models.CharField(max_length=64, unique=True)
    card = models.ForeignKey(Card, models.CASCADE, related_name="live_codes")
    kind = models.CharField(max_length=8, choices=CodeKind, default=CodeKind.LIVE, db_default=CodeKind.LIVE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    partner_kind = models.CharField(max_length=12, choices=PartnerKind, blank=True, default="", db_default="")
    service_slug = models.CharField(max_length=80, blank=True, default="", db_default="")
    area_slug = models.CharField(max_length=50, blank=True, default="", db_default="")
    page_id = models.UUIDField(null=True, editable=False)
    text = EncryptedTextField(null=True)

    objects = LiveCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("live code")
        verbose_name_plural = _("live codes")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("page_id",), condition=Q(page_id__isnull=False), name="live_code_page_id"),
            models.CheckConstraint(condition=PURPOSE_AS_ITS_KIND_SAYS, name="live_code_for_one_purpose"),
        )
        indexes = (models.Index(fields=("card", "-id"), condition=~Q(kind=CodeKind.LIVE), name="live_code_kept"),)

    def __str__(self) -> str:
        return f"{self.card_id} {self.expires_at}"
