"""The pages on which a person takes everything away, and deletes the account."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.workflow.engine import Refusal

from ..people.caller import caller
from . import actions, kept
from .forms import DeletionForm


@require_http_methods(["GET", "POST"])
@never_cache
@reauthentication_required(allow_get=True)
def export(request: HttpRequest) -> Any:
    """What the file holds; the button sends it, after the person has shown once more who they are."""
    if request.method != "POST":
        return render(request, "accounts/rights/export.html")
    pieces = actions.export(caller(request), by=caller(request))
    name = f"longjiang-talent-{timezone.localdate():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)


@require_http_methods(["GET", "POST"])
@never_cache
@reauthentication_required(allow_get=True)
def delete(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; then the words, the password, and it is done. A second press finds nobody signed in."""
    form = DeletionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.delete_account(caller(request), by=caller(request))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return redirect("accounts:goodbye")
    context = {"form": form, "erased": kept.ERASED, "ended": kept.ENDED, "kept": kept.KEPT}
    return render(request, "accounts/rights/delete.html", context, status=422 if form.errors else 200)


@require_GET
def goodbye(request: HttpRequest) -> HttpResponse:
    """What has happened, for somebody who no longer has an account."""
    return render(request, "accounts/rights/goodbye.html")
