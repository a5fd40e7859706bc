"""What is given once: a school place to a child and stage, whichever parent asks; a subsidy to a household."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.family.enums import MemberStatus, Relation
from accounts.family.household import holders_of
from accounts.models import FamilyMember
from portal.crypto import blind_index
from portal.spoken_names import as_said
from portal.workflow.engine import Refusal
from portal.workflow.table import Verdict, no

from ..subsidies.models import HomeSubsidy
from .enums import RequestStatus
from .models import SchoolPlace
from .rules import HOME_SUBSIDY, answers_of

if TYPE_CHECKING:
    from .models import ServiceRequest

ALREADY_ASKED = no("already_asked", _("This has been asked for already; see your cases."))
PLACE_ASKED = no(
    "asked_by_family",
    _(
        "Somebody of your family has already asked for a place at this stage for this child. "
        "Until it is given, they can withdraw and you can ask instead."
    ),
)
PLACE_GIVEN = no(
    "given_in_family",
    _(
        "A place at this stage has already been granted for this child, asked for by somebody else of the family. "
        "Decline this request and give that as the reason."
    ),
)
SUBSIDY_ASKED = no(
    "asked_by_family",
    _(
        "Somebody of your household has already asked for the home purchase subsidy, which is given once a household. "
        "Until it is granted, they can withdraw and you can ask instead."
    ),
)
SUBSIDY_GIVEN = no(
    "given_in_family",
    _(
        "The home purchase subsidy, once a household, has already been granted to somebody of this household. "
        "Decline this request and give that as the reason."
    ),
)


@dataclass(frozen=True)
class Once:
    """One kind of answers. `turns`: what two who ask for the same have in common, in an order that is the same for
    both; `same`: the rows that count and are about the same, its own among them."""

    turns: Callable[[Any], Iterable[str]]
    same: Callable[[Any], list[Any]]
    asked: Verdict
    given: Verdict


def index_of(name: str, born: date) -> str:
    """The blind index of a child, the same for every spelling that is said alike."""
    return blind_index(f"{as_said(name)}:{born.isoformat()}", "child")


def take_turns(answers: Any) -> None:
    """Whoever else asks for the same, or grants it, waits until this transaction ends (SQLite: it waits anyway).

    Two parents have no row in common that could be locked. Belongs before the first row of the request: who waits here
    must keep nobody waiting.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for turn in ONCE[type(answers)].turns(answers):
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [turn])


def refuse_second(answers: Any) -> None:
    """Raises `Refusal` with `already_asked` or `asked_by_family` where another request for the same counts."""
    same = _others(answers)
    if same:
        mine = any(row.talent_id == answers.talent_id for row in same)
        raise Refusal.of(ALREADY_ASKED if mine else ONCE[type(answers)].asked)


def take_turns_to_grant(request: "ServiceRequest") -> None:
    take_turns(answers_of(request))


def refuse_second_grant(request: "ServiceRequest", **told: Any) -> None:
    """Two may have asked before they were one household. Raises `Refusal("given_in_family")` for the later grant."""
    answers = answers_of(request)
    if any(row.request.status == RequestStatus.GRANTED for row in _others(answers)):
        raise Refusal.of(ONCE[type(answers)].given)


def _others(answers: Any) -> list[Any]:
    return [row for row in ONCE[type(answers)].same(answers) if row.pk != answers.pk]


def _turns_of_place(place: SchoolPlace) -> list[str]:
    return [f"{index_of(place.child_name, place.child_birth_date)}:{place.stage}"]


def _same_place(place: SchoolPlace) -> list[SchoolPlace]:
    """The names themselves are compared: indexes of earlier rows knew capitals and width."""
    counted = SchoolPlace.objects.filter(talent__in=_family_of(place), stage=place.stage, is_counted=True)
    return [row for row in counted.select_related("request") if _child(row) == _child(place)]


def _child(place: SchoolPlace) -> tuple[str, date]:
    return as_said(place.child_name), place.child_birth_date


def _family_of(place: SchoolPlace) -> set[int]:
    """The keys of the household of who asks, and of whoever has a family card for the same child."""
    children = FamilyMember.objects.filter(
        relation=Relation.CHILD, status=MemberStatus.ACCEPTED, birth_date=place.child_birth_date
    ).order_by()
    known = children.filter(sponsor=place.talent_id).values("number_index")
    return {*holders_of(place.talent_id), *children.filter(number_index__in=known).values_list("sponsor", flat=True)}


def _turns_of_subsidy(subsidy: HomeSubsidy) -> list[str]:
    return [f"{HOME_SUBSIDY}:{holder}" for holder in holders_of(subsidy.talent_id)]


def _same_subsidy(subsidy: HomeSubsidy) -> list[HomeSubsidy]:
    counted = HomeSubsidy.objects.filter(talent__in=holders_of(subsidy.talent_id), is_counted=True)
    return list(counted.select_related("request"))


ONCE = {
    SchoolPlace: Once(_turns_of_place, _same_place, PLACE_ASKED, PLACE_GIVEN),
    HomeSubsidy: Once(_turns_of_subsidy, _same_subsidy, SUBSIDY_ASKED, SUBSIDY_GIVEN),
}
