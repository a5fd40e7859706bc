"""How does a partner's system get a webhook, and lose it? With a row of the partner's history each time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from portal.audit.chain import append, lock
from portal.workflow.engine import Refusal

from ..models import PartnerEvent, WebhookDelivery, WebhookEndpoint
from . import lease
from .addresses import fault_of
from .enums import Kind
from .signing import new_secret

if TYPE_CHECKING:
    from accounts.models import User

GIVEN, ENDED, SENT_AGAIN = "webhook_given", "webhook_ended", "webhook_sent_again"
MOST = 5


@transaction.atomic
def give_webhook(partner: Partner, *, url: str, kinds: Iterable[str], by: "User") -> tuple[WebhookEndpoint, str]:
    """A new address for events from now on. Returns it and its secret, shown once.

    Raises `Refusal` with `closed_place`, `no_client`, `too_many`, or `bad_address`; then nothing is written.
    """
    partner = lock(partner)
    _refuse_impossible(partner, url)
    last = PartnerEvent.objects.filter(partner=partner).order_by("-pk").values_list("pk", flat=True).first() or 0
    secret, wanted = new_secret(), [kind for kind in Kind.values if kind in set(kinds)]
    endpoint = WebhookEndpoint.objects.create(partner=partner, url=url, kinds=wanted, secret=secret, spread_to=last)
    append(partner, GIVEN, by=by, fields=[_code(endpoint)], locked=True)
    return endpoint, secret


@transaction.atomic
def end_webhook(endpoint: WebhookEndpoint, *, by: "User") -> None:
    """Nothing is sent there any more; what waited is dropped and can still be fetched. Raises `Refusal` the second
    time."""
    partner = lock(endpoint.partner)
    if not WebhookEndpoint.objects.filter(pk=endpoint.pk).exists():
        raise Refusal("already_ended", _("This webhook has been ended already."))
    append(partner, ENDED, by=by, fields=[_code(endpoint)], locked=True)
    endpoint.delete()


@transaction.atomic
def send_again(deliveries: Iterable[WebhookDelivery], *, by: "User") -> int:
    """How many go once more; each address leaves one row in the history of its partner."""
    sent = [delivery for delivery in deliveries if lease.send_again(delivery)]
    endpoints = {delivery.endpoint_id: delivery.endpoint for delivery in sent}
    for endpoint in sorted(endpoints.values(), key=lambda one: one.partner_id):
        append(endpoint.partner, SENT_AGAIN, by=by, fields=[_code(endpoint)])
    return len(sent)


def _refuse_impossible(partner: Partner, url: str) -> None:
    if not partner.is_active:
        raise Refusal("closed_place", _("This partner is switched off."))
    if not partner.clients.exists():
        raise Refusal("no_client", _("Give an API client first: with it the system fetches what it missed."))
    if partner.endpoints.count() >= MOST:
        raise Refusal("too_many", _("A partner has at most five webhooks. End one first."))
    if fault_of(url):
        raise Refusal("bad_address", _("Nothing can be sent to this address."))


def _code(endpoint: WebhookEndpoint) -> str:
    return f"webhook.{endpoint.public_id}"
