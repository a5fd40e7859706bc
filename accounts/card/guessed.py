"""Who is told that somebody tries codes at the page that is open to all? The auditors, and the province's officers."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from portal.crypto import blind_index
from portal.masking import mask_address
from portal.notifications.outbox import notify

from ..organisations.enums import Role

TOLD = (Role.PROVINCE_OFFICER, Role.AUDITOR)


@transaction.atomic
def tell_of_guesses(request: HttpRequest) -> None:
    """Once an hour and address. Only the network is named: who sits there is for whoever runs the site to find out."""
    people = get_user_model().objects.filter(is_active=True, memberships__role__in=TOLD)
    address = request.META["REMOTE_ADDR"]
    key = f"public_codes_guessed:{blind_index(address, 'guesses')[:32]}:{timezone.now():%Y%m%d%H}"
    context = {"network": mask_address(address)}
    notify(people.distinct().order_by("pk"), "public_codes_guessed", context=context, key=key)
