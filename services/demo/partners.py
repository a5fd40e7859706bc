"""How the demonstration's partners come to be, with the OAuth clients of their systems."""

from typing import Any

from accounts.models import Partner
from policies.models import Authority

from ..models import PartnerService, Service
from ..partners.clients import give_client
from ..partners.querysets import SANDBOX
from . import roster
from .places import POINTS, furnish


def partner(row: roster.Place) -> tuple[Partner, dict[str, Any]]:
    """The partner, and what `var/demo.json` says of it."""
    place = Partner.objects.create(
        slug=row.slug,
        kind=row.kind,
        name_zh=row.name_zh,
        name_en=row.name_en,
        city=Authority.objects.get(slug=row.city),
        address_zh="示范路 1 号",
        address_en="1 Demonstration Road",
        hours="08:00–17:00",
        latitude=POINTS[row.city][0],
        longitude=POINTS[row.city][1],
        liaison_name=row.liaison,
        liaison_phone=row.phone,
    )
    for slug in row.services:
        PartnerService.objects.create(partner=place, service=Service.objects.get(slug=slug))
    furnish(place)
    link, secret = give_client(place, is_test=row.slug == SANDBOX)
    said = {"name": row.name_zh, "kind": row.kind, "client_id": link.client_id, "client_secret": secret}
    return place, {**said, "services": list(row.services)}
