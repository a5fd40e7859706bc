"""When does a session end by itself? For officials after half an hour idle, for a desk after a shift."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

BEGAN, SEEN = "session_began", "session_seen"
WRITE_EVERY_SECONDS = 60  # a session is written once a minute, not at each request


class SessionEndMiddleware:
    """Signs out whoever stayed too long; the page then asks to sign in, as for anyone.

    An official's session ends `OFFICIAL_IDLE_SECONDS` after the last request, a desk's `DESK_SHIFT_SECONDS` after it
    began; everybody else's when the cookie does. `request.session_ended_for` holds the person until the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            if _is_over(request, now):
                request.session_ended_for = request.user  # type: ignore[attr-defined]
                logout(request)
                messages.info(request, _("Your session has ended. Please sign in again."))
            else:
                _note(request, now)
        return self.get_response(request)


def _is_over(request: HttpRequest, now: int) -> bool:
    session, user = request.session, request.user
    if user.is_staff and now - session.get(SEEN, now) >= settings.OFFICIAL_IDLE_SECONDS:
        return True
    # The time first: whether somebody works at a desk costs a query.
    is_long = now - session.get(BEGAN, now) >= settings.DESK_SHIFT_SECONDS
    return is_long and bool(getattr(user, "is_desk_staff", False))


def _note(request: HttpRequest, now: int) -> None:
    session = request.session
    if BEGAN not in session:
        session[BEGAN] = now
    if request.user.is_staff and now - session.get(SEEN, 0) >= WRITE_EVERY_SECONDS:
        session[SEEN] = now
