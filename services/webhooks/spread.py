"""How does an event come to have a delivery for each address that wants it? By the worker, after the commit.

An address keeps the number of the last event that was looked at for it; since the numbers of a partner's events rise
in the order in which they can be seen, none is passed over.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from ..models import PartnerEvent, WebhookDelivery, WebhookEndpoint
from .lease import TRIED_FOR

AT_ONCE = 500


def spread() -> None:
    """Make the deliveries of all new events, address by address, each in a transaction of its own."""
    fresh = PartnerEvent.objects.filter(partner=OuterRef("partner"), pk__gt=OuterRef("spread_to"))
    waiting = WebhookEndpoint.objects.filter(Exists(fresh), partner__is_active=True)
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        while _spread_some(pk):
            pass


@transaction.atomic
def _spread_some(pk: int) -> bool:
    """Whether there may be more; another worker's address is left to it."""
    endpoint = WebhookEndpoint.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
    if endpoint is None:
        return False
    fresh = PartnerEvent.objects.filter(partner=endpoint.partner_id, pk__gt=endpoint.spread_to).order_by("pk")
    events = list(fresh[:AT_ONCE])
    WebhookDelivery.objects.bulk_create(
        WebhookDelivery(endpoint=endpoint, event=event, card_id=event.card_id, give_up_at=Now() + TRIED_FOR)
        for event in events
        if event.kind in endpoint.kinds
    )
    if events:
        endpoint.spread_to = events[-1].pk
        endpoint.save(update_fields=["spread_to"])
    return len(events) == AT_ONCE
