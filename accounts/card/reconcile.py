"""What must always hold of cards? That each is found under the city of its decision."""

from collections.abc import Iterator

from django.db.models import F, Q

from portal.reconcile import invariant

from .models import Card


@invariant("cards_agree_with_the_city_of_their_decision")
def cards_in_the_city_of_their_decision() -> Iterator[str]:
    elsewhere = Card.objects.filter(Q(city=None) | ~Q(city=F("application__city"))).order_by("pk")
    for pk, city, decided in elsewhere.values_list("pk", "city__slug", "application__city__slug"):
        yield f"card {pk} says {city or 'no city'}, its decision {decided}"
