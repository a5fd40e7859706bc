"""Which requests a person may see."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from accounts.organisations.enums import Role

from .enums import OPEN, RequestStatus

if TYPE_CHECKING:
    from .models import ServiceRequest  # noqa: F401 - named in a string below


class RequestQuerySet(QuerySet["ServiceRequest"]):
    def visible_to(self, user: Any) -> "RequestQuerySet":
        """The talent's own; those asked of the desk one staffs; those a city's officers answer."""
        if not user.is_authenticated:
            return self.none()
        allowed = Q(talent=user)
        if partners := user.places_as(Role.DESK_STAFF):
            allowed |= Q(partner__in=partners) & ~Q(status=RequestStatus.DRAFT)
        if cities := user.places_as(Role.CITY_OFFICER):
            allowed |= Q(partner=None, city__in=cities) & ~Q(status=RequestStatus.DRAFT)
        return self.filter(allowed)

    def of_office(self, user: Any) -> "RequestQuerySet":
        """Those that the officer's city answers itself."""
        sent = self.filter(partner=None, city__in=user.places_as(Role.CITY_OFFICER))
        return sent.exclude(status=RequestStatus.DRAFT)

    def open(self) -> "RequestQuerySet":
        return self.filter(status__in=OPEN)

    def shown(self) -> "RequestQuerySet":
        """With what a page about a request needs."""
        return self.select_related(
            "service",
            "partner",
            "city",
            "card__tier",
            "talent__profile",
            "school_place__wanted_school",
            "school_place__given_school",
            "home_subsidy",
        )
