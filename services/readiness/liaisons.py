"""Whom does one call at a partner, and who answers there for what its windows did? Its liaisons, as long as there are
any; else what stands with the partner itself, and all its staff."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Membership, Partner
from accounts.organisations.enums import Role

from .models import Liaison


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str
    when: str = ""


def contact_of(partner: Partner) -> Contact | None:
    """Costs no statement where `liaisons` were prefetched. None where nobody is named."""
    return next(iter(contacts_of(partner)), None)


def contacts_of(partner: Partner) -> list[Contact]:
    """Everybody, in the order in which they are called; costs no statement where `liaisons` were prefetched."""
    rows = sorted(partner.liaisons.all(), key=lambda row: (not row.is_first, row.pk))
    if rows:
        return [Contact(row.name, row.phone, row.when) for row in rows]
    return [Contact(partner.liaison_name, partner.liaison_phone)] if partner.liaison_phone else []


def answering(partner: Any) -> QuerySet[Liaison]:
    """The liaisons with an account that still works at the desk of the partner, or of that of an outer statement; the
    first one first."""
    named = Liaison.objects.filter(partner=partner, account__is_active=True)
    return named.filter(Exists(_at_desk(OuterRef("partner"), OuterRef("account")))).order_by("-is_first", "pk")


def answerable(partner: Partner) -> QuerySet[Any]:
    """Their accounts, in one statement."""
    named = answering(partner).order_by()
    # Where no liaison has one all staff stand in: a case that nobody may explain could only go by its day.
    stands_in = Exists(named.filter(account=OuterRef("pk"))) | ~Exists(named)
    people = get_user_model().objects.filter(stands_in, Exists(_at_desk(partner, OuterRef("pk"))), is_active=True)
    return people.order_by("pk")


def _at_desk(partner: Any, user: Any) -> QuerySet[Membership]:
    return Membership.objects.filter(role=Role.DESK_STAFF, partner=partner, user=user).order_by()
