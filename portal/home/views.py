"""What a visitor meets first, and the pages that belong to no room."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import i18n
from django.views.decorators.http import require_GET, require_POST

from portal.home import front
from portal.home.notices import NOTICES
from portal.navigation import first_place


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    crane = front.golden_crane()
    return render(
        request,
        "home/home.html",
        {
            "tiers": front.tiers(),
            "areas": front.areas(),
            "programme": crane[0] if crane else None,
            "chart": crane[1] if crane else None,
        },
    )


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html", {"notices": NOTICES})


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keeps the reader's choice in a cookie and, for a person signed in, for messages; goes back to `next`."""
    response = i18n.set_language(request)
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in {"zh-hans", "en"} and request.user.language != chosen:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return response


@login_required
@require_GET
def own_places(request: HttpRequest) -> HttpResponse:
    """Everything that belongs to the person signed in, on one page under the thumb."""
    return render(request, "home/own_places.html")


@login_required
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """After signing in: each to the first screen of their standing."""
    return redirect(first_place(request))
