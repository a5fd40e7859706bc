"""How does a browser show that it is a paired window? By a cookie that only `/desk/` sees."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.crypto.blind_index import blind_index
from portal.shared_window import COOKIE

from ..models import WindowPairing

PATH = "/desk/"
AGE_SECONDS = 400 * 24 * 60 * 60  # the longest a browser keeps a cookie; each sign-on begins it anew


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    return blind_index(token, "desk_window")


def give(response: HttpResponse, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=AGE_SECONDS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def ever_paired(request: HttpRequest) -> WindowPairing | None:
    """The pairing of this browser, even one that has ended."""
    token = request.COOKIES.get(COOKIE, "")
    if not token:
        return None
    found = WindowPairing.objects.select_related("window__partner").filter(token_hash=hash_of(token[:100]))
    return found.first()


def paired(request: HttpRequest) -> WindowPairing | None:
    """The pairing of this browser while it holds and the window and the partner are open."""
    found = ever_paired(request)
    if found is None or found.ended_at or not found.window.is_active or not found.window.partner.is_active:
        return None
    return found
