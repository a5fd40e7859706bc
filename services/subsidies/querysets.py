"""Which parts of subsidies a person may see."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from accounts.organisations.enums import Role

if TYPE_CHECKING:
    from .models import Instalment  # noqa: F401 - named in a string below


class InstalmentQuerySet(QuerySet["Instalment"]):
    def visible_to(self, user: Any) -> "InstalmentQuerySet":
        """Those of the cities whose officer one is; a fund officer's of the city, or of the province's every city."""
        funds = user.places_as(Role.FUND_OFFICER)
        cities = [*user.places_as(Role.CITY_OFFICER), *funds]
        return self.filter(Q(request__city__in=cities) | Q(request__city__parent__in=funds))

    of_office = visible_to
