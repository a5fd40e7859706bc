"""What must always hold of what hangs on a decision? That it is found under the decision's city."""

from collections.abc import Iterator

from django.db.models import F, Q

from portal.reconcile import invariant

from ..card.models import Card
from ..family.models import FamilyMember
from ..portrait.models import Portrait


@invariant("rows_agree_with_the_city_of_their_decision")
def rows_in_the_city_of_their_decision() -> Iterator[str]:
    for model in (Card, FamilyMember, Portrait):
        elsewhere = model.objects.filter(Q(city=None) | ~Q(city=F("application__city"))).order_by("pk")
        for pk, city, decided in elsewhere.values_list("pk", "city__slug", "application__city__slug"):
            yield f"{model._meta.model_name} {pk} says {city or 'no city'}, its decision {decided}"
