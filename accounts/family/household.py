"""Which holders are one household? Those of whom one has a family card that names another, by identity number."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Exists, QuerySet
from django.db.models.expressions import RawSQL

from ..card.enums import CURRENT
from ..people.models import IdentityDocument
from .enums import MemberStatus
from .models import FamilyMember

LINK = """accounts_familymember m
    JOIN accounts_identitydocument d ON d.number_index = m.number_index AND d.replaced_at IS NULL
    WHERE m.status = %s AND EXISTS (SELECT 1 FROM accounts_card c WHERE c.member_id = m.id AND c.status IN (%s, %s))"""
NAMED, NAMING = f"SELECT d.user_id FROM {LINK} AND m.sponsor_id", f"SELECT m.sponsor_id FROM {LINK} AND d.user_id"  # noqa: S608
NEXT = f"{NAMED} = t.holder UNION ALL {NAMING} = t.holder"
STEP = {  # from each of those found to the next: SQLite, which keeps the tests alone, knows no LATERAL
    "postgresql": f"SELECT n.holder FROM together t CROSS JOIN LATERAL ({NEXT}) n (holder)",  # noqa: S608
    "sqlite": f"SELECT u.id FROM together t JOIN accounts_user u ON u.id IN ({NEXT})",  # noqa: S608
}
LINKED = (MemberStatus.ACCEPTED, *CURRENT)


def holders_of(holder: int) -> list[int]:
    """The keys of all who are one household with `holder`, the holder among them, the lowest first; one statement."""
    return list(household_of(holder).values_list("pk", flat=True))


def household_of(holder: int) -> QuerySet[Any]:
    """All who are one household with `holder`, the holder among them, the lowest key first; not yet read."""
    sql, params = together("%s")
    return get_user_model().objects.filter(pk__in=RawSQL(sql, (holder, *params))).order_by("pk")  # noqa: S611


def together(holder: str) -> tuple[str, tuple[Any, ...]]:
    """SQL for the keys of all who are one household with `holder`, itself SQL for a key, and what fills it.

    A family card that is active or suspended makes the link, whichever of the two asked for it, and links reach on: who
    is one household with two is one with both. It ends with the family card.
    """
    step = STEP[connection.vendor]
    found = f"WITH RECURSIVE together (holder) AS (SELECT CAST({holder} AS bigint) UNION {step}) SELECT holder FROM together"  # noqa: S608, E501
    return found, (*LINKED, *LINKED)


def is_linked(holder: Any) -> Any:
    """Whether there is another in the household, as a condition of a statement; `holder` is a reference out of it."""
    named = _linked().filter(sponsor=holder, number_index__in=_documents().values("number_index"))
    naming = _documents().filter(user=holder, number_index__in=_linked().values("number_index"))
    return Exists(named) | Exists(naming)


def _linked() -> QuerySet[FamilyMember]:
    return FamilyMember.objects.filter(status=MemberStatus.ACCEPTED, cards__status__in=CURRENT).order_by()


def _documents() -> QuerySet[IdentityDocument]:
    return IdentityDocument.objects.filter(replaced_at=None).order_by()
