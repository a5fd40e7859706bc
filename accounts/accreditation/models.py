"""What a talent asks for: a tier, against chosen criteria, decided once."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.codes import case_code
from portal.constraints import set_together
from portal.moments import done_at, done_by

from .enums import OPEN, WITH_PROVINCE, Status
from .querysets import ApplicationQuerySet

MOMENTS = ("submitted", "accepted", "forwarded", "returned", "withdrawn", "approved", "refused")


def new_code() -> str:
    return case_code("RD")


class Application(models.Model):
    """One application for one tier; at most one of a talent is open."""

    workflow = "application"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("number"), max_length=20, unique=True, default=new_code, editable=False)
    talent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="applications",
        verbose_name=_("talent"),
        db_index=False,
    )
    tier = models.ForeignKey("policies.Tier", models.PROTECT, related_name="+", verbose_name=_("tier"))
    city = models.ForeignKey(
        "policies.Authority", models.PROTECT, related_name="+", verbose_name=_("city"), db_index=False
    )
    criteria = models.ManyToManyField("policies.Criterion", through="ApplicationCriterion", verbose_name=_("criteria"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("officer")
    )
    round = models.PositiveSmallIntegerField(_("round"), default=0, editable=False)
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    submitted_at, submitted_by = done_at(_("submitted at")), done_by(_("submitted by"))
    accepted_at, accepted_by = done_at(_("accepted at")), done_by(_("accepted by"))
    forwarded_at, forwarded_by = done_at(_("forwarded at")), done_by(_("forwarded by"))
    returned_at, returned_by = done_at(_("returned at")), done_by(_("returned by"))
    withdrawn_at, withdrawn_by = done_at(_("withdrawn at")), done_by(_("withdrawn by"))
    approved_at, approved_by = done_at(_("approved at")), done_by(_("approved by"))
    refused_at, refused_by = done_at(_("refused at")), done_by(_("refused by"))

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("talent",),
                condition=Q(status__in=OPEN),
                name="application_one_open",
                violation_error_message=_("You already have an open application."),
            ),
            *(set_together(f"{m}_at", f"{m}_by", table="application") for m in MOMENTS),
        )
        indexes = (
            models.Index(fields=("city", "due_on", "id"), condition=Q(status__in=OPEN), name="application_queue"),
            models.Index(fields=("due_on", "id"), condition=Q(status__in=WITH_PROVINCE), name="application_province"),
            models.Index(fields=("officer", "due_on", "id"), condition=Q(status__in=OPEN), name="application_mine"),
            models.Index(fields=("city", "-id"), condition=Q(status=Status.RETURNED), name="application_returned"),
            models.Index(fields=("-id",), condition=Q(status=Status.RETURNED), name="application_all_returned"),
            models.Index(fields=("city", "-id"), name="application_of_city"),
            models.Index(  # for the code before accounts.0081 alone: goes with the next release
                fields=("city", "-created_at", "-code"),
                condition=Q(status=Status.APPROVED),
                name="application_with_card",
            ),
            models.Index(fields=("talent", "-id"), name="application_of_talent"),
        )

    def __str__(self) -> str:
        return self.code


class ApplicationCriterion(models.Model):
    """A criterion the talent says to meet."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="chosen", db_index=False)
    criterion = models.ForeignKey("policies.Criterion", models.PROTECT, related_name="+", verbose_name=_("criterion"))

    class Meta:
        verbose_name = _("chosen criterion")
        verbose_name_plural = _("chosen criteria")
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("application", "criterion"), name="criterion_chosen_once"),)

    def __str__(self) -> str:
        return f"{self.application_id} {self.criterion_id}"
