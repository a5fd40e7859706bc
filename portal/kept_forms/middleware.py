"""Where a kept form meets the request: shown again on its page, its files put back when it is sent."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.kept_forms.fill import Kept, filled
from portal.kept_forms.keep import FIELD, PARAMETER, discard, find
from portal.kept_forms.models import KeptForm
from portal.kept_forms.person import forget, remember

_NO_PAGES = ("/api/", "/_allauth/", "/static/")


class KeptFormsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_NO_PAGES):
            return self.get_response(request)
        was_signed_in = request.user.is_authenticated
        kept = _kept(request) if was_signed_in else None
        if kept and request.method == "POST":
            _put_files_back(request, kept)
        response = self.get_response(request)
        _remember(request, response, was_signed_in=was_signed_in)
        return _answered(request, response, kept) if kept else response


def _kept(request: HttpRequest) -> KeptForm | None:
    source, name = (request.POST, FIELD) if request.method == "POST" else (request.GET, PARAMETER)
    return find(request, source[name]) if name in source else None


def _put_files_back(request: HttpRequest, kept: KeptForm) -> None:
    """A field that was given a new file keeps that one."""
    given = set(request.FILES)
    for file in kept.files.all() if kept.path == request.path else ():
        if file.field not in given:
            request.FILES.appendlist(file.field, file.as_upload())


def _answered(request: HttpRequest, response: HttpResponse, kept: KeptForm) -> HttpResponse:
    if request.method == "POST":
        if 300 <= response.status_code < 400:
            discard([kept])
    elif response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
        response.content = filled(response.content.decode(), request.path, Kept.of(kept)).encode()
    return response


def _remember(request: HttpRequest, response: HttpResponse, *, was_signed_in: bool) -> None:
    """Who signs out leaves no trace in this browser; whose session merely ends is known again."""
    if request.user.is_authenticated:
        remember(request, response)
    elif was_signed_in:
        forget(response)
