"""A talent's own applications: the list, and one with where it stands and what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from portal.paging import KeysetPage
from portal.workflow.engine import available

from .enums import EDITABLE
from .models import Application


@require_GET
def application_list(request: HttpRequest) -> HttpResponse:
    """Newest first, a page at a time."""
    mine = Application.objects.filter(talent=request.user).select_related("tier", "city")
    page = KeysetPage(mine, order=("-id",), cursor=request.GET.get("cursor"))
    has_open = Application.objects.open().filter(talent=request.user).exists()
    return render(request, "accounts/accreditation/list.html", {"page": page, "has_open": has_open})


@require_GET
def application_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One application of the reader's own; another's is 404."""
    mine = Application.objects.filter(talent=request.user).select_related("tier", "city", "officer")
    application = get_object_or_404(mine, code=code)
    context = {
        "application": application,
        "steps": available(application, request.user),
        "is_editable": application.status in EDITABLE,
    }
    return render(request, "accounts/accreditation/detail.html", context)
