"""How a holder names a proxy, a phone opens the link, once, and shows codes that work for one purpose."""

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.card.actions import show_code
from accounts.card.notices import whose
from accounts.card.rules import is_shown
from accounts.models import Card, LiveCode
from portal.crypto import blind_index
from portal.notifications.outbox import notify
from portal.workflow.engine import Refusal, refuse_unless

from ..models import Proxy, ProxyCode
from ..partners.spoken import SpokenPurpose, refuse_if_not_shown, refuse_too_long

if TYPE_CHECKING:
    from accounts.models import User

MOST = 5  # at a time; more would be forgotten


@transaction.atomic
def name_proxy(card: Card, purpose: SpokenPurpose, *, name: str, days: int, by: "User") -> Proxy:
    """A proxy of `card` for `purpose`, for `days` times 24 hours; only the holder names one.

    Raises `Refusal` with `not_allowed`, what keeps the card from being shown, `too_long` or `too_many_proxies`.
    """
    locked = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    refuse_if_not_shown(locked, by=by)
    refuse_too_long(purpose, days)
    now, link = timezone.now(), secrets.token_urlsafe(24)
    if Proxy.objects.filter(card=locked).good(now).count() >= MOST:  # of one card, whose lock parts two presses
        raise Refusal("too_many_proxies", _("Five people may show this card at the moment. End one first."))
    return Proxy.objects.create(
        card=locked,
        name=name,
        partner_kind=purpose.partner_kind,
        service_slug=purpose.service.slug if purpose.service else "",
        area_slug="" if purpose.service else purpose.area.slug,
        link=link,
        link_index=index_of(link),
        named_at=now,
        expires_at=now + timedelta(days=days),
    )


@transaction.atomic
def open_link(proxy: Proxy) -> str:
    """The secret that the phone keeps from now on: the link opens on no other. The holder is told.

    Raises `Refusal` with `opened_elsewhere` or `ended`.
    """
    locked, now = Proxy.objects.select_for_update().get(pk=proxy.pk), timezone.now()
    if not locked.is_good(now):
        raise Refusal("ended", _("This link has ended. Ask the holder of the card for a new one."))
    if locked.opened_at:
        raise Refusal("opened_elsewhere", _("This link was opened on another phone. Ask the holder for a new one."))
    secret = secrets.token_urlsafe(24)
    locked.device_index, locked.opened_at, locked.link = index_of(secret), now, None
    locked.save(update_fields=["device_index", "opened_at", "link"])
    about = {"recorded_at": now.isoformat(), "url": reverse("services:proxies")}
    notify(
        [locked.card.talent], "proxy_opened", context=about | whose(locked.card), key=f"proxy_opened:{locked.public_id}"
    )
    return secret


@transaction.atomic
def show_for(proxy: Proxy) -> tuple[str, LiveCode]:
    """A new live code for the proxy's purpose, good for 60 seconds and one check.

    Raises `Refusal` with `ended` or what keeps the card from being shown.
    """
    if not proxy.is_good(timezone.now()):
        raise Refusal("ended", _("This link has ended. Ask the holder of the card for a new one."))
    refuse_unless(is_shown(proxy.card, timezone.localdate()))
    where = {"partner_kind": proxy.partner_kind, "service_slug": proxy.service_slug, "area_slug": proxy.area_slug}
    code, row = show_code(proxy.card, **where)
    ProxyCode.objects.create(proxy=proxy, code=row)
    return code, row


@transaction.atomic
def end_proxy(proxy: Proxy) -> None:
    """From now on the phone shows nothing; ending twice changes nothing."""
    Proxy.objects.filter(pk=proxy.pk, ended_at=None).update(ended_at=timezone.now(), link=None)


def index_of(secret: str) -> str:
    """The blind index under which a link and the secret of a phone are kept."""
    return blind_index(secret, "proxy")
