"""A talent's own details: the list of tasks, and one page for each of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from portal.idempotency.forms import once_per_form

from . import actions
from .caller import caller
from .profile_forms import FORMS
from .steps import STEPS, Step


@login_required
@require_GET
def profile(request: HttpRequest) -> HttpResponse:
    tasks = tasks_of(caller(request))
    missing = [task for task in tasks if not task["is_done"]]
    context = {"tasks": tasks, "next_task": missing[0] if missing else None, "done": len(tasks) - len(missing)}
    return render(request, "accounts/people/profile.html", context)


def tasks_of(user: Any) -> list[dict[str, Any]]:
    """Each task with its address, whether it is done, and what is recorded of it."""
    return [_task(step, user) for step in STEPS]


def _task(step: Step, user: Any) -> dict[str, Any]:
    address = reverse("accounts:profile-change", args=[step.slug])
    said = [line for line in step.said(user) if line]
    return {"label": step.label, "url": address, "is_done": step.is_done(user), "said": said}


@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, step: str) -> HttpResponse:
    """One page of the details; afterwards the list of tasks shows what is left."""
    if step not in FORMS:
        raise Http404
    form = FORMS[step](request.POST or None, instance=caller(request).own_profile)
    if request.method == "POST":
        return once_per_form(request, lambda: _save(request, step, form))
    return _page(request, step, form)


def _save(request: HttpRequest, step: str, form: Any) -> HttpResponse:
    if not form.is_valid():
        return _page(request, step, form)
    actions.change_profile(caller(request), form.cleaned_data, by=caller(request))
    messages.success(request, _("Saved."))
    return redirect("accounts:profile")


def _page(request: HttpRequest, step: str, form: Any) -> HttpResponse:
    label = next(one.label for one in STEPS if one.slug == step)
    return render(request, "accounts/people/change.html", {"form": form, "label": label})
