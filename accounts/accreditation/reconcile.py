"""What must always hold of what hangs on a decision? That it is found under the decision's city."""

from collections.abc import Iterator

from policies.cities import elsewhere
from portal.reconcile import invariant

from ..card.models import Card
from ..family.models import FamilyMember
from ..portrait.models import Portrait


@invariant("rows_agree_with_the_city_of_their_decision")
def rows_in_the_city_of_their_decision() -> Iterator[str]:
    for model in (Card, FamilyMember, Portrait):
        yield from elsewhere(model, "application")
