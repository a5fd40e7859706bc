"""What may a session do that was opened by PIN at a window's shared PC? The desk and what anyone may see, no more.

The session says by a key that it is one, the browser by a cookie that it is a window; both are given in `services`.
"""

from django.http import HttpRequest

from portal.access import ACCESS, Audience

COOKIE, SHIFT = "desk_window", "window_shift"
OPEN = frozenset({Audience.DESK, Audience.SYSTEMS, Audience.PUBLIC, Audience.API_PUBLIC})
ALSO_OPEN = frozenset({"account_logout", "services:window-poster", "services:instruction"})


def is_by_pin(request: HttpRequest) -> bool:
    return SHIFT in request.session


def is_open_by_pin(view_name: str) -> bool:
    """Only what the access table names itself: of the borrowed pages, signing out alone."""
    return view_name in ALSO_OPEN or ACCESS.get(view_name) in OPEN


def is_a_window(request: HttpRequest) -> bool:
    """Whether this browser was once paired; whether that still holds is asked on the page that signs on."""
    return COOKIE in request.COOKIES
