"""Which family members may somebody see?"""

from typing import Any, Self

from django.db.models import QuerySet

from ..organisations.enums import Role


class FamilyQuerySet(QuerySet[Any]):
    def of(self, sponsor: Any) -> Self:
        """A holder's own, in the order in which they were asked for."""
        return self.filter(sponsor=sponsor).select_related("application__tier").order_by("id")

    def of_office(self, user: Any) -> Self:
        """Those of holders whom an official's office decided about; all for the province and auditors."""
        if user.has_role(Role.PROVINCE_OFFICER) or user.has_role(Role.AUDITOR):
            return self.all()
        return self.filter(application__city__in=user.places_as(Role.CITY_OFFICER))
