"""Which applications a person may see, and which wait for an officer."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from ..organisations.enums import Role
from .enums import FINAL, OPEN, Status

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Application


class ApplicationQuerySet(QuerySet["Application"]):
    def visible_to(self, user: Any) -> "ApplicationQuerySet":
        """The talent's own; a city officer's city's once submitted; all submitted for province and auditor."""
        if not user.is_authenticated:
            return self.none()
        allowed = Q(talent=user)
        if user.has_role(Role.PROVINCE_OFFICER) or user.has_role(Role.AUDITOR):
            allowed |= ~Q(status=Status.DRAFT)
        cities = user.places_as(Role.CITY_OFFICER)
        if cities:
            allowed |= Q(city__in=cities) & ~Q(status=Status.DRAFT)
        return self.filter(allowed)

    def open(self) -> "ApplicationQuerySet":
        return self.filter(status__in=OPEN)

    def decided(self) -> "ApplicationQuerySet":
        return self.filter(status__in=FINAL)
