"""How a partner's system gets its OAuth client, and the account in whose name it acts."""

import secrets

from allauth.idp.oidc.models import Client
from django.contrib.auth import get_user_model
from django.db import transaction

from accounts.models import Membership, Partner
from accounts.organisations.enums import Role
from portal.api.permissions import PARTNER_SCOPE

from ..models import PartnerClient


@transaction.atomic
def give_client(partner: Partner, *, secret: str | None = None) -> tuple[PartnerClient, str]:
    """A new client of client credentials with the scope `partner`. Returns the link and the secret, shown once."""
    secret = secret or secrets.token_urlsafe(32)
    client = Client(name=partner.name_en[:100], type=Client.Type.CONFIDENTIAL)
    client.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    client.set_scopes([PARTNER_SCOPE])
    client.set_default_scopes([PARTNER_SCOPE])
    client.set_secret(secret)
    client.save()
    account = get_user_model().objects.create_user(f"system+{client.pk}@partners.invalid", is_active=False)
    Membership.objects.create(user=account, role=Role.DESK_STAFF, partner=partner)
    return PartnerClient.objects.create(partner=partner, client=client, account=account), secret
