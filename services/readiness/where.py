"""Where can a service be used: which places, is each open, is it ready, whom does one call there?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from accounts.models import Partner
from portal.bilingual import localised

from ..models import PartnerService
from ..partners.querysets import SANDBOX
from .hours import Opening, openings
from .liaisons import Contact, contact_of
from .querysets import honoured
from .states import State, states_of

ORDER = ("place_rank", "name_shown")


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
    def point(self) -> tuple[str, str] | None:
        """Latitude and longitude as a script reads them, whatever the language of the page."""
        partner = self.partner
        return None if partner.latitude is None else (str(partner.latitude), str(partner.longitude))


def rows_for(city: int | None) -> QuerySet[Any]:
    """What is honoured where, ready for `ORDER`: the places in `city` first, then by name in the active language."""
    own_first = Case(When(partner__city=city, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = honoured().exclude(partner__slug=SANDBOX).prefetch_related("partner__liaisons")
    return rows.annotate(place_rank=own_first, name_shown=F(f"partner__{localised('name')}"))


def places(rows: Iterable[PartnerService], now: datetime) -> list[Place]:
    """Five statements: windows, acknowledgements, drills, hours and the calendar, however many rows."""
    rows = list(rows)
    states, opening = states_of(rows), openings({row.partner_id for row in rows}, now)
    return [Place(row, opening.get(row.partner_id), states[row.pk], contact_of(row.partner)) for row in rows]
