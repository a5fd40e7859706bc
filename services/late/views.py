"""The desk without a network: the page it opens with, what it knows, and where it delivers what was done meanwhile."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from portal.signed_in import SignedInRequest

from ..models import LateUse
from ..partners.desks import desk_of, desks_of
from ..partners.uses import may_be_undone
from ..requests.enums import Stage
from ..windows.tokens import ever_paired
from .known import known_to
from .one import take_one

RECENT = 50


@require_GET
def page(request: SignedInRequest) -> HttpResponse:
    """The same for whoever is at the desk, since a browser keeps it: nobody is named in it."""
    return render(request, "services/late/offline.html", {"bottom_navigation": (), "stages": Stage.choices})


@require_GET
@never_cache
def known(request: SignedInRequest) -> HttpResponse:
    """What the browser keeps, the shift of whoever sits there, and a fresh token for what it delivers."""
    partner = get_object_or_404(desk_of(request))
    shift = {"shift": request.user.shift.public_id} if request.user.shift else {}
    return JsonResponse({**known_to(partner), **shift, "csrf": get_token(request)})


@require_POST
def delivered(request: SignedInRequest) -> HttpResponse:
    """Take one thing that was done; a repetition gets the first answer. What can never be taken is answered 422."""
    desks = desks_of(request)
    status, said = take_one(request.POST, desks=desks, by=request.user, pairing=ever_paired(request))
    return JsonResponse(said, status=status)


@require_GET
@never_cache
def late_uses(request: SignedInRequest) -> HttpResponse:
    """What this desk delivered lately, and what of it does not count or can still be undone."""
    partner = get_object_or_404(desk_of(request))
    shown = ("check_made__service", "check_made__use__undone")
    rows = LateUse.objects.filter(partner=partner).select_related(*shown)[:RECENT]
    to_undo = [row for row in rows if _may_be_undone(row)]
    return render(request, "services/late/list.html", {"partner": partner, "rows": rows, "to_undo": to_undo})


def _may_be_undone(row: LateUse) -> bool:
    use = getattr(row.check_made, "use", None)
    return use is not None and may_be_undone(use)
