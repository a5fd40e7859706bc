"""Where a person reads what is agreed to, and gives or withdraws each consent by itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.idempotency.forms import once_per_form

from . import actions
from .caller import caller
from .consents import NOTICES
from .enums import Purpose
from .looks import looks_at


@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/people/terms.html", {"notice": NOTICES[Purpose.TERMS]})


@login_required
@require_GET
def consents(request: HttpRequest) -> HttpResponse:
    rows = list(caller(request).consents.order_by("-given_at"))
    standing = {row.purpose: row for row in rows if row.withdrawn_at is None}
    notices = [{"notice": notice, "given": standing.get(purpose)} for purpose, notice in NOTICES.items()]
    context = {"notices": notices, "ended": [row for row in rows if row.withdrawn_at]}
    context["looks"] = looks_at(caller(request))
    return render(request, "accounts/people/consents.html", context)


@login_required
@require_POST
def decide(request: HttpRequest, purpose: str) -> HttpResponse:
    """Gives or withdraws the consent for `purpose`, as the pressed button says."""
    if purpose not in NOTICES:
        raise Http404
    return once_per_form(request, lambda: _decide(request, purpose))


def _decide(request: HttpRequest, purpose: str) -> HttpResponse:
    if request.POST.get("decision") == "withdraw":
        if actions.withdraw_consent(caller(request), purpose, by=caller(request)):
            messages.success(request, _("Withdrawn. From now on this data is no longer used for it."))
    else:
        actions.give_consent(caller(request), purpose, by=caller(request))
        messages.success(request, _("Thank you. You can withdraw this at any time."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page of this site that asked, else the list of consents."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_ours else "accounts:consent-list"
