"""A person of a holder's family for whom a card is asked, hung on the holder's decision."""

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.cities import city_of_case
from portal.codes import case_code
from portal.constraints import set_together
from portal.crypto.fields import EncryptedTextField
from portal.moments import done_at, done_by

from ..people.enums import DocumentKind
from .days import birthday
from .enums import GROWN_UP, GUARDED, LIVE, MemberStatus, Relation
from .querysets import FamilyQuerySet

MOMENTS = ("returned", "accepted", "refused", "withdrawn")


def new_code() -> str:
    return case_code("JS")


class FamilyMember(models.Model):
    """One person once for a holder, from the question to the decision; the cards that follow name it."""

    workflow = "family_member"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("number"), max_length=20, unique=True, default=new_code, editable=False)
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="family",
        verbose_name=_("holder"),
        db_index=False,
    )
    application = models.ForeignKey(
        "accounts.Application", models.PROTECT, related_name="+", verbose_name=_("decision"), editable=False
    )
    city = city_of_case()
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    name = models.CharField(_("name"), max_length=100, help_text=_("As in the identity document."))
    birth_date = models.DateField(_("birth date"))
    kind = models.CharField(_("kind of document"), max_length=20, choices=DocumentKind)
    number = EncryptedTextField(_("document number"))
    number_index = models.CharField(max_length=64, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=MemberStatus, default=MemberStatus.ASKED, editable=False
    )
    due_on = models.DateField(_("due on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    returned_at, returned_by = done_at(_("returned at")), done_by(_("returned by"))
    accepted_at, accepted_by = done_at(_("accepted at")), done_by(_("accepted by"))
    refused_at, refused_by = done_at(_("refused at")), done_by(_("refused by"))
    withdrawn_at, withdrawn_by = done_at(_("withdrawn at")), done_by(_("withdrawn by"))

    objects: ClassVar = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name = _("family member")
        verbose_name_plural = _("family members")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("sponsor", "number_index"),
                condition=Q(status__in=LIVE),
                name="family_member_once",
                violation_error_message=_("A card for this person is asked for already, or there."),
            ),
            *(set_together(f"{m}_at", f"{m}_by", table="family") for m in MOMENTS),
        )
        indexes = (
            models.Index(fields=("sponsor", "id"), name="family_of_sponsor"),
            models.Index(fields=("status", "-id"), name="family_in_status"),
            models.Index(fields=("city", "-id"), name="family_of_city"),
            models.Index(fields=("city", "status", "-id"), name="family_of_city_in_status"),
            models.Index(fields=("application",), condition=Q(status=MemberStatus.ASKED), name="family_waiting"),
            models.Index(
                fields=("number_index",), condition=Q(status=MemberStatus.ACCEPTED), name="family_named_by_number"
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def last_day(self) -> date | None:
        """The last day on which the relation alone gives a card: a child's, the day before being grown up."""
        return birthday(self.birth_date, GROWN_UP, day_before=True) if self.relation == Relation.CHILD else None

    def is_guarded(self, today: date) -> bool:
        """A child under 14: a guardian agrees for it."""
        return self.relation == Relation.CHILD and today < birthday(self.birth_date, GUARDED)
