"""Who was signed in with this browser last: a signed cookie with a digest of the public id, and nothing else."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from portal.crypto import blind_index

COOKIE = "last_person"
_SALT = "portal.kept_forms"
_AGE_SECONDS = 30 * 24 * 60 * 60


def digest_of(user: Any) -> str:
    return blind_index(str(user.public_id), "kept_forms")


def last_person(request: HttpRequest) -> str:
    """The digest of whoever was signed in here last; empty where nobody was, or the cookie was changed."""
    ended = getattr(request, "session_ended_for", None)
    if ended is not None:
        return digest_of(ended)
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_AGE_SECONDS)
    except signing.BadSignature:
        return ""


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Sets the cookie for the signed-in person where it does not already name them."""
    person = digest_of(request.user)
    if last_person(request) != person:
        response.set_cookie(
            COOKIE,
            signing.dumps(person, salt=_SALT),
            max_age=_AGE_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
