"""What a holder sees of the counters: who looked at the card, where, when, for which service, and what became of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal.paging import KeysetPage
from portal.signed_in import SignedInRequest

from .looks import NEWEST_FIRST, in_words, looks_of


@require_GET
def access_log(request: SignedInRequest) -> HttpResponse:
    """The latest look first, a page at a time."""
    page = KeysetPage(looks_of(request.user), order=NEWEST_FIRST, cursor=request.GET.get("cursor"))
    return render(
        request, "services/partners/access_log.html", {"page": page, "looks": [in_words(row) for row in page.rows]}
    )
