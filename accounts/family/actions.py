"""How a holder asks for a family card, and how it is issued, ended and given again with the holder's own."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import working_days
from portal.audit.chain import append
from portal.notifications.outbox import notify
from portal.workflow.engine import Refusal, perform, refuse_unless, start

from ..card.enums import Cause
from ..card.models import Card
from ..people.actions import give_consent
from ..people.enums import Purpose
from ..people.models import IdentityDocument
from .enums import MemberStatus
from .models import FamilyMember
from .notices import about_for_office, office
from .proof import Parts, add_proof
from .rules import is_given, may_have, may_mend

if TYPE_CHECKING:
    from ..people.models import User

ANSWER_DAYS = 5
TOLD = ("relation", "name", "birth_date", "kind", "number")


@transaction.atomic
def ask(card: Card, *, told: dict[str, Any], proof: Parts, has_agreed: bool, by: "User") -> FamilyMember:
    """Ask for a card for the person `told` of (`TOLD`), hung on the decision of `card`, with the documents of `proof`
    (kept already) that show the relation; the office is told.

    Raises `Refusal` with `proof_missing`, `no_card`, `not_in_tier`, `grown_up`, `consent_missing` or `known_already`.
    """
    _refuse_unless_proven(proof)
    member = FamilyMember(sponsor=by, application=card.application)
    _write(member, told, has_agreed=has_agreed, by=by)
    member.due_on = working_days.add(timezone.localdate(), ANSWER_DAYS)
    try:
        with transaction.atomic():
            start(member, by=by, action="ask")
    except IntegrityError as error:
        raise Refusal("known_already", _("A card for this person is asked for already, or there.")) from error
    add_proof(member, proof, by=by)
    key = f"family:{member.public_id}:asked"
    notify(office(member), "family_asked_officer", context=about_for_office(member), key=key)
    return member


@transaction.atomic
def mend(member: FamilyMember, *, told: dict[str, Any], proof: Parts, has_agreed: bool, by: "User") -> FamilyMember:
    """Correct what was returned and send it again, or add the paper that what waits lacks; the papers of before stay.

    Raises `Refusal` as `ask` does, or as the step.
    """
    now = FamilyMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    refuse_unless(may_mend(by, now))
    _write(now, told, has_agreed=has_agreed, by=by)
    try:
        with transaction.atomic():
            now.save()
    except IntegrityError as error:
        raise Refusal("known_already", _("A card for this person is asked for already, or there.")) from error
    add_proof(now, proof, by=by)
    append(now, "changed", by=by, fields=TOLD)
    if now.status == MemberStatus.RETURNED:
        return perform(now, "ask_again", by=by)
    refuse_unless(is_given(by, now))
    return now


def issue_card(member: FamilyMember, *, by: "User", reason: str, data: dict[str, Any]) -> Card:
    """Effect of `accept`: the member's first card on the holder's decision."""
    own = Card.objects.latest_of(member.sponsor)
    if own is None:
        raise Refusal("no_card", _("The card on which this one would hang is not valid."))
    return _issue(member, own, by=by)


def end_family(card: Card, *, by: "User", reason: str = "", data: dict[str, Any] | None = None) -> None:
    """Effect of whatever ends a holder's own card: the cards of the family end with it."""
    if card.member_id is None:
        for one in Card.objects.current().filter(talent=card.talent_id, member__isnull=False).order_by("pk"):
            perform(one, "end_with_holder", by=by)


def begin_family_again(card: Card, *, by: "User") -> None:
    """The holder has a card again: so have those whose cards had ended with the former one, if the tier gives it."""
    for member in FamilyMember.objects.filter(sponsor=card.talent, status=MemberStatus.ACCEPTED).order_by("pk"):
        last = member.cards.order_by("-id").first()
        if last and last.cancelled_for == Cause.HOLDER and may_have(member):
            _issue(member, card, by=by)


def until(member: FamilyMember, own: date) -> date:
    """The last day of a member's card: the holder's, or the day before a child is grown up."""
    return min(own, member.last_day) if member.last_day else own


def _issue(member: FamilyMember, own: Card, *, by: "User") -> Card:
    card = Card(talent=member.sponsor, member=member, application=own.application, tier=own.tier)
    former = Card.objects.filter(member=member, application=own.application).order_by("-id").first()
    card.renews, card.issued_on = former, timezone.localdate()
    card.expires_on = until(member, own.expires_on)
    return start(card, by=by, action="issue")


def _write(member: FamilyMember, told: dict[str, Any], *, has_agreed: bool, by: "User") -> None:
    for name in TOLD:
        setattr(member, name, told[name])
    country = told["country"] if told["kind"] == "passport" else "CN"
    member.number_index = IdentityDocument.index_of(member.kind, country, member.number)
    refuse_unless(may_have(member))
    if member.is_guarded(timezone.localdate()):
        if not has_agreed:
            raise Refusal("consent_missing", _("For a child under 14 a parent or guardian has to agree."))
        give_consent(by, Purpose.FAMILY, by=by)


def _refuse_unless_proven(proof: Parts) -> None:
    if not proof:
        raise Refusal("proof_missing", _("Add the paper that shows the relation: nothing is decided without it."))
