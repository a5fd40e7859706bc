"""What a verifier needs without asking about anyone: the public keys, and which cards are not to be honoured."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from portal.crypto.signing import public_keys, sign_jws

from .enums import CardStatus
from .models import Card

FRESH_SECONDS = 300  # how long a cache may hold what it fetched
MAX_AGE_SECONDS = 12 * 60 * 60  # how long a list may be believed where no newer can be fetched: a day at a window
LISTED: dict[str, str] = {
    CardStatus.SUSPENDED: CardStatus.SUSPENDED,
    CardStatus.REVOKED: CardStatus.REVOKED,
    CardStatus.CANCELLED: CardStatus.REVOKED,
    CardStatus.REPLACED: CardStatus.REVOKED,
}
CODES_LAST = timedelta(hours=25)  # of a replaced card, with a margin: whoever changes tier leaves the list again


@require_GET
@cache_control(public=True, max_age=FRESH_SECONDS)
def keys(request: HttpRequest) -> HttpResponse:
    """A JSON Web Key Set (RFC 7517) of Ed25519 keys by `kid`; `issuer` says whose cards they are."""
    return JsonResponse(key_set())


def key_set() -> dict[str, Any]:
    return {"issuer": settings.PUBLIC_URL, "keys": public_keys()}


@require_GET
@cache_control(public=True, max_age=FRESH_SECONDS)
def status(request: HttpRequest) -> HttpResponse:
    """A compact JWS: `iat`, `max_age_seconds`, and the unexpired suspended and revoked cards by their random ids.

    A cancelled card is listed as revoked, and a replaced one while codes of it could be good: whoever verifies knows
    these two words.
    """
    return HttpResponse(status_list(), content_type="application/jose")


def status_list() -> str:
    over = Q(status=CardStatus.REPLACED, replaced_at__lt=timezone.now() - CODES_LAST)
    unexpired = Card.objects.filter(status__in=LISTED, expires_on__gte=timezone.localdate())
    listed = unexpired.exclude(over).order_by("id")
    cards = {str(public_id): LISTED[state] for public_id, state in listed.values_list("public_id", "status")}
    payload = {"iat": int(timezone.now().timestamp()), "max_age_seconds": MAX_AGE_SECONDS, "cards": cards}
    return sign_jws(payload)
