"""How a page's form is sent twice and acts once: a hidden `form_key`, made with the form."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.idempotency.bodies import comparable
from portal.idempotency.once import KeyReused, once

FIELD = "form_key"
_NOT_BODY = frozenset({FIELD, "csrfmiddlewaretoken"})


class _ShownAgain(Exception):
    """The form came back with errors: nothing was done, so its key stays free."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def once_per_form(request: HttpRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    """Runs `run` in one transaction with the form's key; a repeat is sent where the first was sent.

    `run` answers with a redirect when it did something, and with a page (rolled back, key not used up) when it did not.
    A form without a key runs as it is. The same key with other answers does nothing and shows the page as it stands.
    """
    key = request.POST.get(FIELD, "")[:255]
    if not key:
        return run()
    body = {"fields": comparable(request.POST, without=_NOT_BODY), "files": comparable(request.FILES)}
    try:
        status, location, _replayed = once(_scope(request), key, body, lambda: _redirect_of(run()))
    except _ShownAgain as shown:
        return shown.response
    except KeyReused:
        messages.error(request, _("This form was sent before with other answers. This is how things stand now."))
        return redirect(request.get_full_path())
    return HttpResponseRedirect(location, status=status)


def _redirect_of(response: HttpResponse) -> tuple[int, str]:
    if not isinstance(response, HttpResponseRedirect):
        raise _ShownAgain(response)
    return response.status_code, response.url


def _scope(request: HttpRequest) -> str:
    who = request.user.public_id if request.user.is_authenticated else request.session.session_key or "anyone"
    return f"{who} form {request.path}"[:255]
