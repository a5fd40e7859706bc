"""Does whoever signed on by PIN still sit there? Asked before each page, so that an end holds at once. Of whoever
signed in with the own account it is known at which window, too: by the browser, where that is one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.shared_window import SHIFT, is_a_window, is_by_pin

from ..models import WindowShift
from .tokens import paired


class ShiftMiddleware:
    """Narrows the account to the one desk and lets it know its shift; what its other standings are is not asked here.

    A shift that is over signs out; the page then leads to the tiles, and what was posted is kept for the same person.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_by_pin(request) and request.user.is_authenticated:
            shift = _shift_of(request)
            if shift is None:
                request.session_ended_for = request.user  # type: ignore[attr-defined]
                logout(request)
                messages.info(request, _("Your shift at this window has ended. Please sign on again."))
            else:
                _narrow(request.user, shift)
        elif is_a_window(request) and request.user.is_authenticated and (pairing := paired(request)):
            request.user.window = pairing.window
        return self.get_response(request)


def _shift_of(request: HttpRequest) -> WindowShift | None:
    going_on = WindowShift.objects.going_on().select_related("pairing__window__partner", "staff__desk_pin")
    return going_on.filter(public_id=request.session[SHIFT], staff=request.user.pk).first()


def _narrow(user: Any, shift: WindowShift) -> None:
    """Of all that the account is elsewhere, the desk of this partner alone is left for this request."""
    partner = shift.pairing.window.partner_id
    user.standing = [row for row in user.standing if row.role == Role.DESK_STAFF and row.partner_id == partner]
    user.shift = shift
