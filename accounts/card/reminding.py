"""Who is reminded that a card ends, of the family too, and when? Sixty and again fourteen days before, once each."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.notifications.outbox import notify

from .models import Card
from .notices import about

REMINDED = (14, 60)  # days before, the nearest first


def remind() -> int:
    """Tell the holder of each card that comes near its end, once for each of the two; how many were told."""
    return sum(_remind_before(days) for days in REMINDED)


def _remind_before(days: int) -> int:
    return sum(_remind(card, days) for card in _due(days).select_related("talent", "tier", "member").order_by("pk"))


def _due(days: int) -> QuerySet[Card]:
    today = timezone.localdate()
    near = Card.objects.current().filter(expires_on__range=(today, today + timedelta(days=days)))
    return near.filter(Q(reminded_days=None) | Q(reminded_days__gt=days), talent__is_active=True)


@transaction.atomic
def _remind(card: Card, days: int) -> bool:
    """False where another worker was quicker."""
    if not _due(days).filter(pk=card.pk).update(reminded_days=days):
        return False
    left = (card.expires_on - timezone.localdate()).days
    text, why = _what_then(card)
    notify([card.talent], text, context=about(card) | {"days": left} | why, key=f"{text}:{card.public_id}:{days}")
    return True


def _what_then(card: Card) -> tuple[str, dict[str, bool]]:
    """Which text is sent: a card is prolonged or not as its tier says, a child's ends with 18 whatever the holder's."""
    if card.member:
        return "family_card_expiring", {"grows_up": card.expires_on == card.member.last_day}
    return "card_expiring", {"can_renew": bool(card.tier.renewal_years)}
