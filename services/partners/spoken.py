"""For what can a holder make a code to say on the telephone, and how long may it be good?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.card.actions import make_spoken
from accounts.card.enums import CodeKind
from accounts.card.querysets import LiveCodeQuerySet
from accounts.card.rules import is_shown
from accounts.models import Card, LiveCode
from accounts.organisations.enums import PartnerKind
from portal.workflow.engine import Refusal, refuse_unless

from ..catalogue.held import Held, held_by
from ..models import Area, PartnerService, Service

if TYPE_CHECKING:
    from accounts.models import User

SHORT_DAYS, LONG_DAYS = 1, 90
LONG_AREAS = frozenset({"education", "housing"})  # a school or a home is looked for over weeks
MOST = 10  # good at a time; more would be forgotten, and each is one more that can be guessed


@dataclass(frozen=True, kw_only=True)
class SpokenPurpose:
    """One service, or with `service` None a whole area, at one kind of partner."""

    area: Area
    service: Service | None
    partner_kind: str

    @property
    def key(self) -> str:
        return f"{self.partner_kind}:{self.area.slug}:{self.service.slug if self.service else ''}"

    @property
    def label(self) -> str:
        kind = PartnerKind(self.partner_kind).label
        what = self.service.name if self.service else _("everything in the area %(area)s") % {"area": self.area.name}
        return f"{kind} · {what}"

    @property
    def most_days(self) -> int:
        return LONG_DAYS if self.area.slug in LONG_AREAS else SHORT_DAYS


def purposes_of(card: Card) -> list[SpokenPurpose]:
    """What the card gives whom it names, each at the kinds of partner that honour it; areas where there are several."""
    found: dict[tuple[str, Area], list[SpokenPurpose]] = {}
    listed = held_by(card)
    kinds = _kinds_of([held.service.pk for held in listed if held.is_given])
    for held in listed:
        for one in _purposes(held, kinds[held.service.pk]):
            found.setdefault((one.partner_kind, one.area), []).append(one)
    return [one for (kind, area), several in found.items() for one in [*_whole(kind, area, several), *several]]


def _kinds_of(services: list[int]) -> dict[int, list[str]]:
    """By key of the service the kinds of partner that honour it; one statement."""
    honoured = PartnerService.objects.for_holders().filter(service__in=services).order_by()
    rows = honoured.values_list("service", "partner__kind").annotate(first=Min("pk")).order_by("first")
    found: dict[int, list[str]] = defaultdict(list)
    for service, kind, _first in rows:
        found[service].append(kind)
    return found


def _purposes(held: Held, kinds: list[str]) -> Iterable[SpokenPurpose]:
    return [SpokenPurpose(area=held.service.area, service=held.service, partner_kind=kind) for kind in kinds]


def _whole(kind: str, area: Area, several: list[SpokenPurpose]) -> list[SpokenPurpose]:
    return [SpokenPurpose(area=area, service=None, partner_kind=kind)] if len(several) > 1 else []


@transaction.atomic
def make(card: Card, purpose: SpokenPurpose, *, days: int, by: "User") -> LiveCode:
    """A spoken code of `card` for `purpose`, good for `days` times 24 hours; only its holder makes one.

    Raises `Refusal` with `not_allowed`, what keeps the card from being shown, `too_long` or `too_many_codes`.
    """
    locked = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)  # two presses do not pass the limit together
    refuse_if_not_shown(locked, by=by)
    refuse_too_long(purpose, days)
    if good_codes(by).filter(card=locked).count() >= MOST:
        raise Refusal("too_many_codes", _("Ten codes are good at the moment. End one that you no longer need."))
    what = {"service": purpose.service.slug} if purpose.service else {"area": purpose.area.slug}
    return make_spoken(locked, partner_kind=purpose.partner_kind, **what, good_for=timedelta(days=days))


def refuse_if_not_shown(card: Card, *, by: "User") -> None:
    """Raises `Refusal` with `not_allowed` or what keeps the card from being shown."""
    if card.talent_id != by.pk:
        raise Refusal("not_allowed", _("Only the holder can do this."))
    refuse_unless(is_shown(card, timezone.localdate()))


def refuse_too_long(purpose: SpokenPurpose, days: int) -> None:
    """Raises `Refusal` with `too_long`."""
    if not 1 <= days <= purpose.most_days:
        raise Refusal("too_long", _("Only a code for schooling or housing is good for more than 24 hours."))


def codes_of(user: Any) -> LiveCodeQuerySet:
    """Every spoken code that the holder ever made, be it for one of the family, the newest first."""
    return LiveCode.objects.kept_for(user, CodeKind.SPOKEN).select_related("card__member")


def good_codes(user: Any) -> LiveCodeQuerySet:
    """Those that are still good."""
    return codes_of(user).good(timezone.now())


def with_purpose(codes: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each code or proxy with what it is for in the reader's language; two statements whatever their number."""
    rows = list(codes)
    services = {row.slug: row for row in Service.objects.filter(slug__in=[row.service_slug for row in rows])}
    areas = {row.slug: row for row in Area.objects.filter(slug__in=[row.area_slug for row in rows])}
    return [(row, _purpose(row, services, areas)) for row in rows]


def _purpose(row: Any, services: dict[str, Service], areas: dict[str, Area]) -> str:
    kind = PartnerKind(row.partner_kind).label
    if row.service_slug:
        return f"{kind} · {services[row.service_slug].name}"
    return f"{kind} · " + _("everything in the area %(area)s") % {"area": areas[row.area_slug].name}
