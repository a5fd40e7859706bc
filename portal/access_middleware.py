"""How the access table is enforced: before any view runs, on its name."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from portal.access import ADMITS, Audience, audience_of
from portal.kept_forms.keep import keep_form


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
        audience = audience_of(request.resolver_match.view_name if request.resolver_match else "")
        if audience is None:
            raise Http404
        if audience.is_api or audience is Audience.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not ADMITS[audience](request.user):
            raise Http404
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and from there back; htmx is told to load it as a whole page."""
    response = redirect_to_login(keep_form(request) if request.method == "POST" else request.get_full_path())
    if request.headers.get("HX-Request") != "true":
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response.url})
