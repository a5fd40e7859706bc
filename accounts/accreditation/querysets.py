"""Which applications a person may see, and which wait for an officer."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..organisations.enums import Role
from .enums import FINAL, OPEN, WITH_CITY, WITH_PROVINCE, Status

if TYPE_CHECKING:
    from .models import Application  # noqa: F401 - named in a string below


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

    def of_office(self, user: Any) -> "ApplicationQuerySet":
        """What was sent to the officer's office, without a case of their own; one condition, which an index answers."""
        if user.has_role(Role.PROVINCE_OFFICER) or user.has_role(Role.AUDITOR):
            sent = self
        else:
            sent = self.filter(city__in=user.places_as(Role.CITY_OFFICER))
        return sent.exclude(status=Status.DRAFT).exclude(talent=user)

    def waiting_for(self, user: Any) -> "ApplicationQuerySet":
        """What lies at the officer's table: a city's own before, the province's after it was forwarded."""
        mine = Q(pk__in=())
        if cities := user.places_as(Role.CITY_OFFICER):
            mine |= Q(city__in=cities, status__in=WITH_CITY)
        if user.has_role(Role.PROVINCE_OFFICER):
            mine |= Q(status__in=WITH_PROVINCE)
        return self.filter(mine).exclude(talent=user)

    def overdue(self) -> "ApplicationQuerySet":
        return self.filter(due_on__lt=timezone.localdate())

    def open(self) -> "ApplicationQuerySet":
        return self.filter(status__in=OPEN)

    def decided(self) -> "ApplicationQuerySet":
        return self.filter(status__in=FINAL)
