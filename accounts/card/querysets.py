"""Which cards a person may see, and which of their codes are still good."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ..organisations.enums import Role
from .enums import CURRENT, CardStatus, CodeKind

if TYPE_CHECKING:
    from datetime import datetime

    from .models import Card, LiveCode


class CardQuerySet(QuerySet["Card"]):
    def visible_to(self, user: Any) -> "CardQuerySet":
        """The holder's own; a city officer's city's; all for province officers and auditors."""
        if not user.is_authenticated:
            return self.none()
        allowed = Q(talent=user)
        if user.has_role(Role.PROVINCE_OFFICER) or user.has_role(Role.AUDITOR):
            allowed = Q()
        elif cities := user.places_as(Role.CITY_OFFICER):
            allowed |= Q(city__in=cities)
        return self.filter(allowed)

    def of_office(self, user: Any) -> "CardQuerySet":
        """Those an official's office decided about; all for province officers and auditors."""
        if user.has_role(Role.PROVINCE_OFFICER) or user.has_role(Role.AUDITOR):
            return self.all()
        return self.filter(city__in=user.places_as(Role.CITY_OFFICER))

    def own(self, user: Any) -> "CardQuerySet":
        """A holder's own, without those of the family."""
        return self.filter(talent=user, member=None)

    def of_family(self, user: Any) -> "CardQuerySet":
        """Those of a holder's family that could be shown, in the order in which they were asked for."""
        valid = self.filter(talent=user, member__isnull=False, status=CardStatus.ACTIVE)
        return valid.filter(expires_on__gte=timezone.localdate()).select_related("member").order_by("member_id")

    def current(self) -> "CardQuerySet":
        """Active or suspended; one a person at most."""
        return self.filter(status__in=CURRENT)

    def current_at(self, moment: "datetime") -> "CardQuerySet":
        """Those that were active or suspended then, or came after it: a card ends once, and says when."""
        ended_later = Q(revoked_at__gt=moment) | Q(replaced_at__gt=moment) | Q(cancelled_at__gt=moment)
        return self.filter(Q(status__in=CURRENT) | ended_later)

    def shown(self) -> "CardQuerySet":
        """With what drawing a card needs: tier, decision, member, holder and profile."""
        return self.select_related("tier", "member", "application", "talent__profile")

    def latest_of(self, user: Any) -> "Card | None":
        """The holder's current card, else the last one that ended, else None."""
        return self.shown().own(user).order_by("-id").first()


class LiveCodeQuerySet(QuerySet["LiveCode"]):
    def kept_for(self, user: Any, kind: CodeKind) -> "LiveCodeQuerySet":
        """Those of one kind that the holder may read again, the newest first."""
        return self.filter(card__talent=user, kind=kind).exclude(kind=CodeKind.LIVE).order_by("-id")

    def good(self, now: "datetime") -> "LiveCodeQuerySet":
        """Neither used up nor over nor ended; whether the card stands is another question."""
        return self.filter(used_at=None, ended_at=None, expires_at__gt=now)

    def newest(self) -> "LiveCode | None":
        return self.order_by("-id").first()
