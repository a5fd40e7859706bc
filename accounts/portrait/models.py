"""A photo of a holder, or of somebody of the family, with which a counter compares who stands before it."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.cities import city_of_case
from portal.codes import case_code
from portal.constraints import set_together
from portal.moments import done_at, done_by

from .enums import LIVE, PortraitStatus
from .querysets import PortraitQuerySet

MOMENTS = ("accepted", "refused", "withdrawn")
WIDTH, HEIGHT = 480, 640
"""At most; it is always three to four."""


def new_code() -> str:
    return case_code("ZP")


def _one(status: PortraitStatus, name: str) -> tuple[models.UniqueConstraint, models.UniqueConstraint]:
    """At most one of a person in that status; the two are also the ways by which a check finds the accepted one."""
    return (
        models.UniqueConstraint(
            fields=("owner",), condition=Q(status=status, member__isnull=True), name=f"portrait_one_{name}_own"
        ),
        models.UniqueConstraint(fields=("member",), condition=Q(status=status), name=f"portrait_one_{name}_of_member"),
    )


class Portrait(models.Model):
    """One photo from the day it is sent; `image` and its digest are emptied once it neither waits nor is accepted."""

    workflow = "portrait"
    download_name = "portrait.jpg"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("number"), max_length=20, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="portraits", verbose_name=_("holder")
    )
    member = models.ForeignKey(
        "accounts.FamilyMember",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portraits",
        verbose_name=_("family member"),
        editable=False,
    )
    application = models.ForeignKey(
        "accounts.Application", models.PROTECT, related_name="+", verbose_name=_("decision"), editable=False
    )
    city = city_of_case()
    image = models.FileField(_("photo"), blank=True, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=PortraitStatus, default=PortraitStatus.WAITING, editable=False
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    accepted_at, accepted_by = done_at(_("accepted at")), done_by(_("accepted by"))
    refused_at, refused_by = done_at(_("refused at")), done_by(_("refused by"))
    withdrawn_at, withdrawn_by = done_at(_("removed at")), done_by(_("removed by"))
    replaced_at = done_at(_("replaced at"))

    objects: ClassVar[Any] = PortraitQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo on a card")
        verbose_name_plural = _("photos on cards")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("status", "-id"), name="portrait_in_status"),
            models.Index(fields=("city", "-id"), name="portrait_of_city"),
            models.Index(fields=("city", "status", "-id"), name="portrait_of_city_in_status"),
        )
        constraints = (
            *_one(PortraitStatus.WAITING, "waiting"),
            *_one(PortraitStatus.ACCEPTED, "accepted"),
            models.UniqueConstraint(fields=("image",), condition=~Q(image=""), name="portrait_file_once"),
            models.CheckConstraint(condition=~Q(status__in=LIVE) | ~Q(image=""), name="portrait_live_has_file"),
            *(set_together(f"{m}_at", f"{m}_by", table="portrait") for m in MOMENTS),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        """Whom it shows."""
        return self.member.name if self.member else self.owner.own_profile.name
