"""How a partner's system gets its OAuth client and the account in whose name it acts, and how it loses both."""

import secrets
from datetime import date
from typing import TYPE_CHECKING

from allauth.idp.oidc.models import Client
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Partner
from accounts.organisations.enums import Role
from accounts.organisations.querysets import SYSTEM_DOMAIN
from portal.api.permissions import PARTNER_SCOPE
from portal.audit.chain import append, lock
from portal.workflow.engine import Refusal

from ..models import PartnerClient, Window

if TYPE_CHECKING:
    from accounts.models import User

GIVEN, CHANGED, ENDED = "client_given", "client_changed", "client_ended"


@transaction.atomic
def give_client(
    partner: Partner,
    *,
    by: "User | None" = None,
    secret: str | None = None,
    expires_on: date | None = None,
    addresses: str = "",
    scopes: str = "",
    is_test: bool = False,
    window: Window | None = None,
) -> tuple[PartnerClient, str]:
    """A new client of client credentials with the scope `partner`. Returns the link and the secret, shown once.

    The clients that the partner has stay valid: so a key is changed without a gap. `expires_on` is the last day,
    `addresses` the networks it may call from, `scopes` limits it (none: every call), `window` where it stands;
    one that `is_test` meets test codes alone. `by` is None for the portal itself (the demonstration). Raises
    `Refusal` for a partner that is switched off.
    """
    if not lock(partner).is_active:
        raise Refusal("closed_place", _("This partner is switched off."))
    secret = secret or secrets.token_urlsafe(32)
    client = Client(name=partner.name_en[:100], type=Client.Type.CONFIDENTIAL)
    client.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    client.set_scopes([PARTNER_SCOPE])
    client.set_default_scopes([PARTNER_SCOPE])
    client.set_secret(secret)
    client.save()
    account = get_user_model().objects.create_user(f"system+{client.pk}@{SYSTEM_DOMAIN}", is_active=False)
    Membership.objects.create(user=account, role=Role.DESK_STAFF, partner=partner)
    about = {"expires_on": expires_on, "addresses": addresses, "scopes": scopes, "is_test": is_test, "window": window}
    link = PartnerClient.objects.create(partner=partner, client=client, account=account, **about)
    append(partner, GIVEN, by=by, fields=[_code(link)], locked=True)
    return link, secret


@transaction.atomic
def change_client(
    link: PartnerClient,
    *,
    expires_on: date | None,
    addresses: str,
    scopes: str = "",
    window: Window | None = None,
    by: "User",
) -> None:
    """Another last day, other addresses, other limits, another window, from the next call on. Raises `Refusal` where
    somebody has just ended it."""
    partner = lock(link.partner)
    about = {"expires_on": expires_on, "addresses": addresses, "scopes": scopes, "window": window, "warned_days": None}
    if not PartnerClient.objects.filter(pk=link.pk).update(**about):
        raise Refusal("already_ended", _("This client has been ended already."))
    append(partner, CHANGED, by=by, fields=[_code(link)], locked=True)


@transaction.atomic
def end_client(link: PartnerClient, *, by: "User") -> None:
    """The client and every token of it are gone at once; its account stays for what it did, with no standing.

    Raises `Refusal` where somebody has just ended it.
    """
    partner = lock(link.partner)
    if not PartnerClient.objects.filter(pk=link.pk).exists():
        raise Refusal("already_ended", _("This client has been ended already."))
    Membership.objects.filter(user=link.account).delete()
    link.client.delete()  # its tokens and the link go with it
    append(partner, ENDED, by=by, fields=[_code(link)], locked=True)


def _code(link: PartnerClient) -> str:
    return f"account.{link.account.public_id}"
