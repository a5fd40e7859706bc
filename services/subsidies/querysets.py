"""Which parts of subsidies a person may see, and which sums of them."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from accounts.organisations.enums import Role

if TYPE_CHECKING:
    from .models import Instalment, InstalmentTotal  # noqa: F401 - named in strings below


class InstalmentQuerySet(QuerySet["Instalment"]):
    def visible_to(self, user: Any) -> "InstalmentQuerySet":
        return self.filter(_is_seen("request__city", user))

    of_office = visible_to


class InstalmentTotalQuerySet(QuerySet["InstalmentTotal"]):
    def visible_to(self, user: Any) -> "InstalmentTotalQuerySet":
        return self.filter(_is_seen("city", user))


def _is_seen(city: str, user: Any) -> Q:
    """Those of the cities whose officer one is; a fund officer's of the city, or of the province's every city."""
    funds = user.places_as(Role.FUND_OFFICER)
    cities = [*user.places_as(Role.CITY_OFFICER), *funds]
    return Q((f"{city}__in", cities)) | Q((f"{city}__parent__in", funds))
