"""How a person records an identity document, or the one that renews it: first which kind, then what it says."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.idempotency.forms import once_per_form
from portal.signed_in import SignedInRequest

from .caller import caller
from .consents import NOTICES
from .enums import DocumentKind, Purpose
from .identity import record_identity
from .identity_forms import IdentityForm, KindForm


@login_required
@require_http_methods(["GET", "POST"])
def choose_kind(request: SignedInRequest) -> HttpResponse:
    """Nothing is written: the answer is the address of the next page."""
    current = caller(request).identity_document
    form = KindForm(request.POST or None, initial={"kind": current.kind if current else ""})
    if request.method == "POST" and form.is_valid():
        return redirect("accounts:identity-record", kind=form.cleaned_data["kind"])
    return render(request, "accounts/people/identity_kind.html", {"form": form, "current": current})


@sensitive_post_parameters("number", "birth_date")
@login_required
@require_http_methods(["GET", "POST"])
def record(request: SignedInRequest, kind: str) -> HttpResponse:
    if kind not in DocumentKind.values:
        raise Http404
    form = IdentityForm(request.POST or None, kind=DocumentKind(kind), user=caller(request))
    if request.method == "POST":
        return once_per_form(request, lambda: _save(request, form))
    return _page(request, form)


def _save(request: SignedInRequest, form: IdentityForm) -> HttpResponse:
    if form.is_valid():
        try:
            record_identity(caller(request), by=caller(request), **form.document())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:profile")
    return _page(request, form)


def _page(request: SignedInRequest, form: Any) -> HttpResponse:
    context = {"form": form, "label": form.kind.label, "notice": NOTICES[Purpose.IDENTITY]}
    return render(request, "accounts/people/identity.html", context)
