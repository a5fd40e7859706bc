"""Has a place at that stage been asked for that child already, by whoever of the family?"""

from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.family.enums import MemberStatus, Relation
from accounts.family.household import holders_of
from accounts.models import FamilyMember
from portal.crypto import blind_index
from portal.spoken_names import as_said
from portal.workflow.engine import Refusal
from portal.workflow.table import no

from .models import SchoolPlace

ALREADY_ASKED = no("already_asked", _("This has been asked for already; see your cases."))
ASKED_BY_FAMILY = no(
    "asked_by_family",
    _(
        "Somebody of your family has already asked for a place at this stage for this child. "
        "Until it is given, they can withdraw and you can ask instead."
    ),
)


def index_of(name: str, born: date) -> str:
    """The blind index of a child, the same for every spelling that is said alike."""
    return blind_index(f"{as_said(name)}:{born.isoformat()}", "child")


def take_turns(place: SchoolPlace) -> None:
    """Whoever else asks for the same child and stage waits until this transaction ends (SQLite: it waits anyway).

    Two parents have no row in common that could be locked. Belongs before the first row of the request: who waits here
    must keep nobody waiting.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            said = f"{place.child_index}:{place.stage}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [said])


def refuse_second(place: SchoolPlace) -> None:
    """Raises `Refusal` with `already_asked` or `asked_by_family` where another request for the child counts.

    The names themselves are compared: indexes of earlier rows knew capitals and width.
    """
    counted = SchoolPlace.objects.filter(talent__in=_family_of(place), stage=place.stage, is_counted=True)
    same = [row for row in counted.exclude(pk=place.pk) if _child(row) == _child(place)]
    if same:
        mine = any(row.talent_id == place.talent_id for row in same)
        raise Refusal.of(ALREADY_ASKED if mine else ASKED_BY_FAMILY)


def _child(place: SchoolPlace) -> tuple[str, date]:
    return as_said(place.child_name), place.child_birth_date


def _family_of(place: SchoolPlace) -> set[int]:
    """The keys of the household of who asks, and of whoever has a family card for the same child."""
    children = FamilyMember.objects.filter(
        relation=Relation.CHILD, status=MemberStatus.ACCEPTED, birth_date=place.child_birth_date
    ).order_by()
    known = children.filter(sponsor=place.talent_id).values("number_index")
    return {*holders_of(place.talent_id), *children.filter(number_index__in=known).values_list("sponsor", flat=True)}
