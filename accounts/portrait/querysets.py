"""Whose photo is it, which one is shown at a counter, and who may look at it?"""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from ..accreditation.rules import DECIDED_BY_CITY
from ..organisations.enums import Role
from .enums import LIVE, PortraitStatus

if TYPE_CHECKING:
    from ..card.models import Card


class PortraitQuerySet(QuerySet[Any]):
    def of_person(self, owner: Any, member: Any = None) -> Self:
        """Of the holder, or of `member` of the family."""
        return self.filter(owner=owner, member=member)

    def live(self) -> Self:
        return self.filter(status__in=LIVE)

    def accepted_of(self, card: "Card") -> Self:
        """The one that a counter compares with whom `card` names."""
        return self.of_person(card.talent_id, card.member_id).filter(status=PortraitStatus.ACCEPTED)

    def visible_to(self, user: Any) -> Self:
        """The owner's, and those about which an official's office decides: a face is nobody else's to look at."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.PROVINCE_OFFICER):
            return self.all()
        by_city = Q(application__tier__decided_by=DECIDED_BY_CITY, city__in=user.places_as(Role.CITY_OFFICER))
        return self.filter(Q(owner=user) | by_city)

    def of_office(self, user: Any) -> Self:
        """The cases of holders whom an official's office decided about; all for the province and auditors."""
        if user.has_role(Role.PROVINCE_OFFICER) or user.has_role(Role.AUDITOR):
            return self.all()
        return self.filter(city__in=user.places_as(Role.CITY_OFFICER))


def is_accepted_for(portraits: "QuerySet[Any]", card: str) -> Case:
    """Whether there is an accepted photo of whom the card at the path `card` names, as a column of a statement: one
    look into one of two small indexes."""
    accepted = portraits.filter(status=PortraitStatus.ACCEPTED).order_by()
    own = accepted.filter(owner=OuterRef(f"{card}__talent"), member__isnull=True)
    of_member = accepted.filter(member=OuterRef(f"{card}__member"))
    return Case(When(Q(**{f"{card}__member__isnull": True}), then=Exists(own)), default=Exists(of_member))
