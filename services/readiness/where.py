"""Where can a service be used: which places, is each open, is it ready, whom does one call there?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import Partner
from portal.bilingual import localised

from ..catalogue.nearest import by_name
from ..models import PartnerService
from ..partners.querysets import SANDBOX
from .hours import Opening, openings
from .liaisons import Contact, contact_of, contacts_of
from .querysets import honoured
from .states import State, states_of


@dataclass(frozen=True)
class Place:
    """One service at one partner; `opening` is None where the weekly hours are not known."""

    row: PartnerService
    opening: Opening | None
    state: State
    contact: Contact | None

    @property
    def partner(self) -> Partner:
        return self.row.partner

    @property
    def is_closed_now(self) -> bool:
        return self.opening is not None and not self.opening.is_open

    @property
    def others(self) -> list[Contact]:
        """Who else is called while it is closed: the first may answer in the daytime alone."""
        return contacts_of(self.partner)[1:] if self.is_closed_now else []

    @property
    def point(self) -> tuple[str, str] | None:
        """Latitude and longitude as a script reads them, whatever the language of the page."""
        partner = self.partner
        return None if partner.latitude is None else (str(partner.latitude), str(partner.longitude))


def rows_for() -> QuerySet[Any]:
    """What is honoured where, with all that a `Place` is made of."""
    return honoured().exclude(partner__slug=SANDBOX).prefetch_related("partner__liaisons")


def order() -> tuple[str, str]:
    """By name in the active language; the short name tells places of one name apart."""
    return f"partner__{localised('name')}", "partner__slug"


def own_city_first(rows: QuerySet[Any], city: int | None) -> list[QuerySet[Any]]:
    """`rows` in the parts in which they are listed."""
    return [rows] if city is None else [rows.filter(partner__city=city), rows.exclude(partner__city=city)]


def places(rows: Iterable[PartnerService], now: datetime) -> list[Place]:
    """Five statements: windows, acknowledgements, drills, hours and the calendar, however many rows."""
    rows = list(rows)
    states, opening = states_of(rows), openings({row.partner_id for row in rows}, now)
    return [Place(row, opening.get(row.partner_id), states[row.pk], contact_of(row.partner)) for row in rows]


def places_by_service(keys: Iterable[int], city: int | None, now: datetime) -> dict[int, list[Place]]:
    """Of these rows by key of the service, the places in `city` first, then by name; as many statements for all of
    them as for one."""
    rows = sorted(rows_for().filter(pk__in=list(keys)).order_by("pk"), key=by_name(city))
    found: dict[int, list[Place]] = defaultdict(list)
    for place in places(rows, now):
        found[place.row.service_id].append(place)
    return found
