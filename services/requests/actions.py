"""How a request comes into being, and is mended when it came back."""

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Card, Partner
from accounts.organisations.enums import PartnerKind
from accounts.people.actions import give_consent
from portal.workflow.engine import Refusal, perform, start
from portal.workflow.table import no

from ..models import Service, ServiceRequest
from ..webhooks import events
from .once import ALREADY_ASKED, refuse_second, take_turns
from .rules import CHOOSE_A_SCHOOL, SCHOOL_PLACE, answers_of

if TYPE_CHECKING:
    from accounts.models import User

NO_DESK = no("no_desk", _("Your city has no education bureau at this desk yet. Please call the city's office."))


@transaction.atomic
def ask(card: Card, service: Service, *, answers: Any, by: "User", has_agreed: bool = False) -> ServiceRequest:
    """Ask for `service` with the filled-in row `answers`, and submit it; `has_agreed` gives the consent it needs.

    Raises `Refusal` with `already_asked`, `asked_by_family`, `no_desk`, `not_entitled`, `consent_withdrawn`; then
    nothing is written.
    """
    take_turns(answers)
    _agree(service, has_agreed=has_agreed, by=by)
    request = ServiceRequest(
        talent=card.talent,
        card=card,
        service=service,
        city=card.talent.profile.city,
        partner=who_answers(card, service, answers),
    )
    start(request, by=by)
    answers.request = request
    _save(answers)
    return perform(request, "submit", by=by)


@transaction.atomic
def mend(request: ServiceRequest, *, answers: Any, by: "User", has_agreed: bool = False) -> ServiceRequest:
    """Put new answers in the place of the old, and submit again. Raises `Refusal` as `ask` does."""
    take_turns(answers)
    _agree(request.service, has_agreed=has_agreed, by=by)
    old = answers_of(request)
    answers.pk, answers.request = old.pk, request
    answers._state.adding = False
    _save(answers)
    former, request.partner = request.partner_id, who_answers(request.card, request.service, answers)
    request.save(update_fields=["partner"])
    if former != request.partner_id:
        events.request_withdrawn(request, former)
    return perform(request, "submit", by=by)


def who_answers(card: Card, service: Service, answers: Any) -> Partner | None:
    """The school wanted by A to C; the education bureau of the city for D and E; the city's officers for the rest.

    Raises `Refusal("no_desk")` where the city has no bureau at the desk.
    """
    if service.slug != SCHOOL_PLACE:
        return None
    if card.tier.letter in CHOOSE_A_SCHOOL:
        return answers.wanted_school
    bureaux = Partner.objects.filter(kind=PartnerKind.BUREAU, is_active=True, city=card.talent.profile.city)
    bureau = bureaux.filter(honoured__service=service, honoured__is_active=True).order_by("pk").first()
    if bureau is None:
        raise Refusal.of(NO_DESK)
    return bureau


def _agree(service: Service, *, has_agreed: bool, by: "User") -> None:
    if has_agreed and service.consent:
        give_consent(by, service.consent, by=by)


def _save(answers: Any) -> None:
    refuse_second(answers)
    try:
        with transaction.atomic():
            answers.save()
    except IntegrityError as error:
        raise Refusal.of(ALREADY_ASKED) from error
