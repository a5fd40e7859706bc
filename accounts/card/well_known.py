"""What a verifier needs without asking about anyone: the public keys, and which cards are not to be honoured."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from portal.crypto.signing import public_keys, sign_jws

from .enums import CardStatus
from .models import Card

MAX_AGE_SECONDS = 300
LISTED: dict[str, str] = {
    CardStatus.SUSPENDED: CardStatus.SUSPENDED,
    CardStatus.REVOKED: CardStatus.REVOKED,
    CardStatus.CANCELLED: CardStatus.REVOKED,
}


@require_GET
@cache_control(public=True, max_age=MAX_AGE_SECONDS)
def keys(request: HttpRequest) -> HttpResponse:
    """A JSON Web Key Set (RFC 7517) of Ed25519 keys by `kid`."""
    return JsonResponse({"keys": public_keys()})


@require_GET
@cache_control(public=True, max_age=MAX_AGE_SECONDS)
def status(request: HttpRequest) -> HttpResponse:
    """A compact JWS: `iat`, `max_age_seconds`, and the unexpired suspended and revoked cards by their random ids.

    A cancelled card is listed as revoked: whoever verifies knows these two words.
    """
    listed = Card.objects.filter(status__in=LISTED, expires_on__gte=timezone.localdate()).order_by("id")
    cards = {str(public_id): LISTED[state] for public_id, state in listed.values_list("public_id", "status")}
    payload = {"iat": int(timezone.now().timestamp()), "max_age_seconds": MAX_AGE_SECONDS, "cards": cards}
    return HttpResponse(sign_jws(payload), content_type="application/jose")
