"""Which of a holder's family does the catalogue speak of?"""

from typing import Any

from accounts.family.enums import Relation
from accounts.family.granted import ask_here

from ..models import Entitlement
from .enums import Family

SELF = "self"
WHOSE = [SELF, *Relation.values]
"""Whose card it can be, seen from its holder (CONTRACT.md)."""
OF = {
    Family.NONE: frozenset({SELF}),
    Family.CHILDREN: frozenset({SELF, Relation.SPOUSE, Relation.CHILD}),
    Family.PARENTS: frozenset({SELF, Relation.SPOUSE, Relation.CHILD, Relation.PARENT}),
}


def register() -> None:
    """Called when the app is ready."""
    ask_here(relations_in)


def is_entitled(family: str, relation: str) -> bool:
    """Whether a service given to `family` is given to the holder (`self`) or to this relation."""
    return relation in OF[Family(family)]


def relations_in(tier: Any) -> frozenset[str]:
    """The relations for which this tier gives at least one service."""
    rows = Entitlement.objects.filter(tier=tier, is_allowed=True).order_by().values_list("family", flat=True)
    return frozenset().union(*(OF[Family(family)] for family in rows.distinct())) - {SELF}
