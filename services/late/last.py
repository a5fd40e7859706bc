"""Which uses are not given without a network? The last of an allowance, which somebody else may be giving just then.

How many are kept back the catalogue says; of which services a card has no more than these, the code says that is made
of it. It says so by a key that the service's own partners hold: to others it is nobody's business what is used up.
"""

from typing import Any

from django.db.models import Sum
from django.utils import timezone

from accounts.card import last_uses
from accounts.family.enums import Relation
from accounts.family.household import holders_of
from accounts.models import Card
from portal.crypto.blind_index import blind_index

from ..catalogue.enums import Delivery, Family, Period
from ..catalogue.family import SELF, is_entitled
from ..catalogue.held import used_by
from ..models import Allowance, Entitlement
from ..partners.counting import parents_of
from ..partners.periods import COUNTED_PERIODS, period_key

HOLDERS = 2  # of one household, whose cards a window cannot tell to belong together: one use is kept for each


def register() -> None:
    """Called when the app is ready."""
    last_uses.ask_here(at_their_last)


def key_of(slug: str) -> bytes:
    """By which codes name the service; for its own partners."""
    return bytes.fromhex(blind_index(slug, "offline_last_use"))[:16]


def is_by_stage(line: Entitlement) -> bool:
    return line.limit is not None and line.period == Period.STAGE


def is_counted(line: Entitlement) -> bool:
    return is_by_stage(line) or (line.limit is not None and line.period in COUNTED_PERIODS)


def is_shared(line: Entitlement) -> bool:
    return line.family != Family.NONE and not is_by_stage(line)


def kept_back(line: Entitlement) -> int:
    """How many of the card's, the household's, or the child's in its stage are given with a network alone."""
    return HOLDERS if is_shared(line) else 1


def at_their_last(card: Card) -> list[bytes]:
    """The keys of the services at the counter of which no more is left than is kept back. One that never has more needs
    no word in a code."""
    lines = [line for line in _counted(card) if line.limit > kept_back(line)]
    if not lines:
        return []
    used, cards = used_by(card, lines), _cards_of_household(card) if any(map(is_shared, lines)) else 1
    return [key_of(line.service.slug) for line in lines if _left(card, line, used) <= _kept(line, cards)]


def _counted(card: Card) -> list[Any]:
    relation = card.member.relation if card.member else SELF
    lines = Entitlement.objects.allowed().filter(tier=card.tier_id, service__delivery=Delivery.COUNTER)
    listed = lines.select_related("service").order_by("service__number")
    return [line for line in listed if is_counted(line) and is_entitled(line.family, relation)]


def _kept(line: Any, cards: int) -> int:
    """Each card of a household may be shown at one window, once."""
    return max(kept_back(line), cards) if is_shared(line) else kept_back(line)


def _left(card: Card, line: Any, used: dict[tuple[int, str], int]) -> int:
    if is_by_stage(line):
        return int(line.limit) - _used_in_a_stage(card, line)
    return int(line.limit) - used.get((line.service_id, period_key(line.period, timezone.now())), 0)


def _used_in_a_stage(card: Card, line: Any) -> int:
    """By a child in that stage in which it used most: which one it is now, the counter asks."""
    child = card.member
    if child is None or child.relation != Relation.CHILD:
        return 0
    rows = Allowance.objects.filter(holder__in=parents_of(card), service=line.service_id)
    of_child = rows.filter(period__endswith=f":{child.number_index[:7]}").order_by().values_list("period")
    return max((used for _period, used in of_child.annotate(total=Sum("used"))), default=0)


def _cards_of_household(card: Card) -> int:
    return Card.objects.current().filter(talent__in=holders_of(card.talent_id)).count()
