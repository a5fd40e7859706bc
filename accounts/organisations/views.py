"""What does an employer's specialist see first? For whom they stand, what is asked of them, where to read on."""

from django.http import HttpResponse
from django.shortcuts import get_list_or_404, render
from django.views.decorators.http import require_GET

from portal.signed_in import SignedInRequest

from .enums import Role
from .models import Employer


@require_GET
def employer(request: SignedInRequest) -> HttpResponse:
    """The employers the reader stands for, each with the office of its city; nobody who works there."""
    mine = Employer.objects.filter(pk__in=request.user.places_as(Role.EMPLOYER_STAFF)).select_related("city")
    return render(request, "accounts/organisations/employer.html", {"employers": get_list_or_404(mine)})
