"""How the access table is enforced: before any view runs, on its name."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.access import ADMITS, Audience, audience_of
from portal.api.problems import MEDIA_TYPE, problem
from portal.kept_forms.keep import keep_form
from portal.shared_window import is_a_window, is_by_pin, is_open_by_pin


class AccessMiddleware:
    """A name without a row and a wrong role answer 404; an anonymous reader is asked to sign in and comes back.

    What an anonymous reader posted because the session had ended is kept for the same person (`portal.kept_forms`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        audience = audience_of(name)
        if audience is None:
            raise Http404
        if is_by_pin(request) and request.user.is_authenticated and not is_open_by_pin(name):
            return _not_by_pin(request, audience)
        if audience.is_api or audience is Audience.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not ADMITS[audience](request.user):
            raise Http404
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, at a window its tiles, and from there back; htmx is told to load it as a whole page."""
    back = keep_form(request) if request.method == "POST" else request.get_full_path()
    response = redirect_to_login(back, reverse("services:desk-sign-on") if is_a_window(request) else None)
    if request.headers.get("HX-Request") != "true":
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response.url})


def _not_by_pin(request: HttpRequest, audience: Audience) -> HttpResponse:
    """Said in words, with the way to the ordinary sign-in; a program gets the same as a problem."""
    if audience.is_api:
        said = problem(403, "by_pin", _("Not open to whoever signed on by PIN."))
        return JsonResponse(said, status=403, content_type=MEDIA_TYPE)
    return render(request, "not_by_pin.html", status=403)
