"""Which holders are one household? Those of whom one has a family card that names another, by identity number."""

from typing import Any

from django.db.models import Exists, QuerySet

from ..card.enums import CURRENT
from ..people.models import IdentityDocument
from .enums import MemberStatus
from .models import FamilyMember


def holders_of(holder: int) -> list[int]:
    """The keys of all who are one household with `holder`, the holder among them, the lowest first.

    A family card that is active or suspended makes the link, whichever of the two asked for it, and links reach on: who
    is one household with two is one with both. It ends with the family card. One statement for who lives alone.
    """
    found, latest = {holder}, {holder}
    while latest:
        latest = _next_to(latest) - found
        found |= latest
    return sorted(found)


def is_linked(holder: Any) -> Any:
    """Whether there is another in the household, as a condition of a statement; `holder` is a reference out of it."""
    named = _linked().filter(sponsor=holder, number_index__in=_documents().values("number_index"))
    naming = _documents().filter(user=holder, number_index__in=_linked().values("number_index"))
    return Exists(named) | Exists(naming)


def _linked() -> QuerySet[FamilyMember]:
    return FamilyMember.objects.filter(status=MemberStatus.ACCEPTED, cards__status__in=CURRENT).order_by()


def _documents() -> QuerySet[IdentityDocument]:
    return IdentityDocument.objects.filter(replaced_at=None).order_by()


def _next_to(holders: set[int]) -> set[int]:
    named = _documents().filter(number_index__in=_linked().filter(sponsor__in=holders).values("number_index"))
    naming = _linked().filter(number_index__in=_documents().filter(user__in=holders).values("number_index"))
    return set(named.values_list("user_id", flat=True).union(naming.values_list("sponsor_id", flat=True)))
