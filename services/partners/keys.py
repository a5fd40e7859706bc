"""May a partner's system call at all? Its key has not ended, it calls from where it may, and not without measure.

Looked at with the token, in the statement that reads it. That a key was used is written once an hour, and calls are
counted beside the database for all web processes of the machine (`portal.tally`), so that a check costs no statement
more: the measure keeps a system that runs wild from taking the site for itself, it is no fence against guessing
(`guesses.py`, whose count is kept).
"""

import ipaddress
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from portal.api.authentication import examined_by
from portal.tally import MINUTE, Tally

from ..models import PartnerClient

LINK_PATH = "client__partner_link__"
COLUMNS = (
    "id",
    "partner_id",
    "client_id",
    "account_id",
    "expires_on",
    "addresses",
    "scopes",
    "is_test",
    "window_id",
    "last_used_at",
)
NOTED_EVERY = timedelta(hours=1)
CALLS = Tally("calls")


class KeyExpired(AuthenticationFailed):
    default_code = "key_expired"
    default_detail = _("This key has ended. The policy administrator gives a new one.")


class AddressNotAllowed(PermissionDenied):
    default_code = "address_not_allowed"
    default_detail = _("This key may not be used from this address.")


class TooManyCalls(APIException):
    """429 with `Retry-After`."""

    status_code = 429
    default_code = "too_many_calls"
    default_detail = _("Too many calls within a minute. Wait as long as Retry-After says.")

    def __init__(self, wait: int = MINUTE) -> None:
        super().__init__()
        self.wait = wait


def register() -> None:
    """Called when the app is ready."""
    refuses = (KeyExpired, AddressNotAllowed, TooManyCalls)
    examined_by(examine, reads=[LINK_PATH + name for name in COLUMNS], refuses=refuses)


def examine(request: Request, row: dict[str, Any]) -> None:
    """Raises `KeyExpired` (401), `AddressNotAllowed` (403) or `TooManyCalls` (429)."""
    if row[f"{LINK_PATH}id"] is None:
        return
    link = PartnerClient(**{name: row[LINK_PATH + name] for name in COLUMNS})
    request._request.partner_link = link  # type: ignore[attr-defined] # whose call it is, also when it is refused
    if is_over(link):
        raise KeyExpired
    if not may_call_from(link, request.META["REMOTE_ADDR"]):
        raise AddressNotAllowed
    _count(link)
    _note(link)


def is_over(link: PartnerClient) -> bool:
    return link.expires_on is not None and link.expires_on < timezone.localdate()


def may_call_from(link: PartnerClient, address: str) -> bool:
    """Anywhere where no address is named."""
    networks = link.addresses.split()
    if not networks:
        return True
    caller: Any = ipaddress.ip_address(address)
    caller = getattr(caller, "ipv4_mapped", None) or caller
    return any(caller in ipaddress.ip_network(network) for network in networks)


def _count(link: PartnerClient) -> None:
    """Test keys by themselves: a program that is being written takes nothing from the counter."""
    if CALLS.add(f"test-{link.partner_id}" if link.is_test else link.partner_id) > settings.PARTNER_CALLS_A_MINUTE:
        raise TooManyCalls(MINUTE - int(time.time()) % MINUTE)


def _note(link: PartnerClient) -> None:
    long_ago = timezone.now() - NOTED_EVERY
    if link.last_used_at is None or link.last_used_at < long_ago:
        rows = PartnerClient.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=long_ago), pk=link.pk)
        with transaction.atomic():
            rows.update(last_used_at=Now())
