"""The page of a paired window on which the staff sit down by PIN, and the press with which they get up."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from portal.limits import is_too_often
from portal.shared_window import COOKIE, SHIFT, is_by_pin
from portal.signed_in import SignedInRequest

from ..models import WindowPairing, WindowShift
from .forms import SignOnForm
from .sign_on import sit_down
from .tokens import PATH, give, paired


@method_decorator([never_cache, sensitive_post_parameters("pin")], "dispatch")
class SignOn(View):
    """Names as tiles and one field; a browser that is no window is sent to the ordinary sign-in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        pairing = paired(request)
        if pairing is None or request.user.is_authenticated:
            return _elsewhere(request)
        return _page(request, pairing, SignOnForm(window=pairing.window, initial={"who": _last(pairing)}))

    def post(self, request: HttpRequest) -> HttpResponse:
        pairing = paired(request)
        if pairing is None:
            return _elsewhere(request)
        form = SignOnForm(request.POST, window=pairing.window)
        if not form.is_valid():
            return _page(request, pairing, form, status=422)
        if is_too_often(request, "window_pin", key=str(pairing.public_id)):
            form.add_error(None, _("Too many tries at this window. Wait a minute, then try again."))
            return _page(request, pairing, form, status=429)
        shift = sit_down(pairing, who=form.cleaned_data["who"], pin=form.cleaned_data["pin"])
        return self._seated(request, shift) if shift else self._refused(request, pairing, form)

    def _seated(self, request: HttpRequest, shift: WindowShift) -> HttpResponse:
        """A session of its own: whatever was open in this browser before ends first."""
        if request.user.is_authenticated:
            logout(request)
        login(request, shift.staff)
        request.session[SHIFT] = str(shift.public_id)
        response = redirect(_next(request) or "services:desk")
        give(response, request.COOKIES[COOKIE])
        return response

    def _refused(self, request: HttpRequest, pairing: WindowPairing, form: SignOnForm) -> HttpResponse:
        form.add_error("pin", _("This PIN was not accepted. After five wrong ones in a row it is locked."))
        return _page(request, pairing, form, status=422)


@require_POST
def change_over(request: SignedInRequest) -> HttpResponse:
    """Get up: the tiles are shown for whoever comes next, or, where it is asked for, the ordinary sign-in."""
    logout(request)
    return redirect("account_login" if request.POST.get("to") == "account" else "services:desk-sign-on")


def _page(request: HttpRequest, pairing: WindowPairing, form: SignOnForm, status: int = 200) -> HttpResponse:
    about = {"window": pairing.window, "partner": pairing.window.partner, "form": form, "next": _next(request)}
    return render(request, "services/windows/sign_on.html", about, status=status)


def _elsewhere(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("services:desk" if is_by_pin(request) else "portal:start")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': _next(request) or reverse('services:desk')})}")


def _next(request: HttpRequest) -> str:
    """Where the reader wanted to go, on the desk's own pages; empty for anywhere else."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith(PATH)
    return wanted if is_ours else ""


def _last(pairing: WindowPairing) -> str:
    """Whose shift here nobody ended: the same person mostly comes back. After a change over it is somebody else."""
    last = WindowShift.objects.filter(pairing=pairing).select_related("staff__desk_pin").order_by("-id").first()
    return str(last.staff.desk_pin.public_id) if last and last.ended_at is None else ""
