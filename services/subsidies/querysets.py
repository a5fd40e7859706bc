"""Which parts of subsidies a person may see, and which sums of them."""

from typing import Any, Self

from django.db.models import QuerySet

from accounts.organisations.enums import Role
from policies.models import Authority


class OfCities(QuerySet[Any]):
    """Rows with a city each."""

    def visible_to(self, user: Any) -> Self:
        """Those of the cities whose officer one is; a fund officer's of the city, or of the province's every city."""
        funds = user.places_as(Role.FUND_OFFICER)
        cities = [*user.places_as(Role.CITY_OFFICER), *funds]
        if funds:  # named one by one, so that the database sees how many rows they are
            cities += Authority.objects.filter(parent__in=funds).values_list("pk", flat=True)
        return self.filter(city__in=cities)


class InstalmentQuerySet(OfCities):
    of_office = OfCities.visible_to
