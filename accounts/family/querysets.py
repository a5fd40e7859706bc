"""Which family members may somebody see?"""

from typing import Any, Self

from django.db.models import Q, QuerySet

from ..organisations.enums import Role


class FamilyQuerySet(QuerySet[Any]):
    def of(self, sponsor: Any) -> Self:
        """A holder's own, in the order in which they were asked for."""
        return self.filter(sponsor=sponsor).select_related("application__tier").order_by("id")

    def visible_to(self, user: Any) -> Self:
        """The holder's own, and those that an official's office decides about."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(sponsor=user) | Q(pk__in=self.of_office(user)))

    def of_office(self, user: Any) -> Self:
        """Those of holders whom an official's office decided about; all for the province and auditors."""
        if user.has_role(Role.PROVINCE_OFFICER) or user.has_role(Role.AUDITOR):
            return self.all()
        return self.filter(city__in=user.places_as(Role.CITY_OFFICER))
