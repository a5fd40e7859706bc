"""What a holder sees of the counters: who looked at the card, when, for which service, and what became of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal.paging import KeysetPage
from portal.signed_in import SignedInRequest

from ..models import Check


@require_GET
def access_log(request: SignedInRequest) -> HttpResponse:
    """Newest first, a page at a time."""
    looks = Check.objects.filter(holder=request.user).select_related(
        "partner", "service", "card__member", "use__undone", "call_back__answer", "proxy_code__proxy"
    )
    page = KeysetPage(looks, order=("-id",), cursor=request.GET.get("cursor"))
    return render(request, "services/partners/access_log.html", {"page": page})
