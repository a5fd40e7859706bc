"""Who must have a second factor before going on? All staff, where `STAFF_NEED_SECOND_FACTOR` is set."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

AT_PARTNERS = ("is_desk_staff", "is_programmer")


class StaffSecondFactorMiddleware:
    """Sends staff without a second factor to the page that sets one up; allauth asks for it at each sign-in after."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_NEED_SECOND_FACTOR and _lacks_it(request):
            messages.warning(request, _("Staff need a second factor. Please set one up first."))
            return redirect("mfa_index")
        return self.get_response(request)


def _lacks_it(request: HttpRequest) -> bool:
    user = request.user
    is_staff = user.is_authenticated and (user.is_staff or any(getattr(user, name, False) for name in AT_PARTNERS))
    return is_staff and not request.path.startswith(settings.SECOND_FACTOR_OPEN_PATHS) and not is_mfa_enabled(user)
