"""What a talent asks a school, a bureau or an office for, and who answers."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.codes import case_code
from portal.constraints import set_together
from portal.crypto.fields import EncryptedDateField, EncryptedTextField
from portal.moments import done_at, done_by

from .enums import OPEN, RequestStatus, Stage
from .querysets import RequestQuerySet

MOMENTS = ("submitted", "returned", "granted", "declined", "withdrawn")


def new_code() -> str:
    return case_code("FW")


class ServiceRequest(models.Model):
    """One request for one service; answered by a partner's desk, or by a city's officers where `partner` is null."""

    workflow = "request"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("number"), max_length=20, unique=True, default=new_code, editable=False)
    talent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="requests",
        verbose_name=_("talent"),
        db_index=False,
    )
    card = models.ForeignKey("accounts.Card", models.PROTECT, related_name="requests", verbose_name=_("card"))
    service = models.ForeignKey("services.Service", models.PROTECT, related_name="+", verbose_name=_("service"))
    city = models.ForeignKey("policies.Authority", models.PROTECT, related_name="+", verbose_name=_("city"))
    partner = models.ForeignKey(
        "accounts.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("who answers"),
        db_index=False,
    )
    status = models.CharField(
        _("status"), max_length=10, choices=RequestStatus, default=RequestStatus.DRAFT, editable=False
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    submitted_at, submitted_by = done_at(_("submitted at")), done_by(_("submitted by"))
    returned_at, returned_by = done_at(_("returned at")), done_by(_("returned by"))
    granted_at, granted_by = done_at(_("granted at")), done_by(_("granted by"))
    declined_at, declined_by = done_at(_("declined at")), done_by(_("declined by"))
    withdrawn_at, withdrawn_by = done_at(_("withdrawn at")), done_by(_("withdrawn by"))

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("service request")
        verbose_name_plural = _("service requests")
        ordering = ("-id",)
        constraints = tuple(set_together(f"{m}_at", f"{m}_by", table="request") for m in MOMENTS)
        indexes = (
            models.Index(fields=("partner", "due_on", "id"), condition=Q(status__in=OPEN), name="request_desk_queue"),
            models.Index(fields=("city", "due_on", "id"), condition=Q(status__in=OPEN), name="request_city_queue"),
            models.Index(fields=("partner", "-id"), name="request_of_partner"),
            models.Index(fields=("city", "-id"), condition=Q(partner=None), name="request_of_city"),
            models.Index(fields=("city", "status", "-id"), condition=Q(partner=None), name="request_city_status"),
            models.Index(fields=("talent", "-id"), name="request_of_talent"),
        )

    def __str__(self) -> str:
        return self.code


class SchoolPlace(models.Model):
    """The answers of a school place request: one child, one stage."""

    request = models.OneToOneField(ServiceRequest, models.CASCADE, related_name="school_place")
    talent = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    child_name = EncryptedTextField(_("child's name"))
    child_birth_date = EncryptedDateField(_("child's birth date"))
    child_index = models.CharField(max_length=64, editable=False)
    stage = models.CharField(_("stage"), max_length=12, choices=Stage)
    wanted_school = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="+", verbose_name=_("wanted school")
    )
    given_school = models.ForeignKey(
        "accounts.Partner", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("school given")
    )
    is_counted = models.BooleanField(default=True, editable=False, help_text=_("False once declined or withdrawn."))

    class Meta:
        verbose_name = _("school place")
        verbose_name_plural = _("school places")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("talent", "child_index", "stage"),
                condition=Q(is_counted=True),
                name="school_place_once_a_child_and_stage",
                violation_error_message=_("A place at this stage has already been asked for this child."),
            ),
        )

    def __str__(self) -> str:
        return str(self.request_id)
