"""Who may do what with the question for a family card (pure: reads, never writes)."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Verdict, no, yes

from ..accreditation.rules import is_of_deciding_office
from ..card.models import Card
from ..card.rules import standing
from ..evidence.enums import EvidenceState
from ..evidence.models import Evidence
from .enums import MemberStatus
from .granted import relations_of

if TYPE_CHECKING:
    from ..people.models import User
    from .models import FamilyMember


def is_sponsor(user: "User", member: "FamilyMember") -> Verdict:
    if member.sponsor_id == user.pk:
        return yes()
    return no("not_allowed", _("Only the holder can do this."))


def decides(user: "User", member: "FamilyMember") -> Verdict:
    """The office that decided about the holder; never the holder."""
    if member.sponsor_id == user.pk:
        return no("own_case", _("Nobody decides about a card of their own."))
    return is_of_deciding_office(user, member.application)


def is_given(user: "User", member: "FamilyMember") -> Verdict:
    """The holder's card stands, its tier gives something to this relation, a child is not grown up, and a paper that
    can be read proves the relation."""
    verdict = may_have(member)
    if verdict.ok and not proofs_of(member).exists():
        return no("proof_missing", _("Add the paper that shows the relation: nothing is decided without it."))
    return verdict


def proofs_of(member: "FamilyMember") -> QuerySet[Evidence]:
    """The papers that can be read, or may turn out to be."""
    return Evidence.objects.filter(member=member).exclude(state=EvidenceState.UNREADABLE)


def may_mend(user: "User", member: "FamilyMember") -> Verdict:
    """The holder, after it was returned, or while it waits without a paper that can be read."""
    verdict = is_sponsor(user, member)
    if not verdict.ok or member.status == MemberStatus.RETURNED:
        return verdict
    if member.status == MemberStatus.ASKED and not proofs_of(member).exists():
        return yes()
    return no("wrong_status", _("It can be corrected only after it was returned."))


def may_have(member: "FamilyMember") -> Verdict:
    """Whether the card of the holder gives one to this person today, whatever the papers."""
    today, card = timezone.localdate(), Card.objects.latest_of(member.sponsor)
    if card is None or standing(card, today) not in {"ok", "card_suspended"}:
        return no("no_card", _("The card on which this one would hang is not valid."))
    if member.relation not in relations_of(card.tier):
        return no("not_in_tier", _("The tier gives no card for this relation."))
    if member.last_day and member.last_day <= today:
        return no("grown_up", _("A child's card ends with 18 years."))
    return yes()
