"""The papers as PDF: for the staff of the partner, and for the policy administrator who hands them out."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.signed_in import SignedInRequest

from ..models import Window
from . import papers
from .querysets import honoured
from .rules import may_print


@require_safe
@never_cache
def poster(request: SignedInRequest, public_id: str) -> HttpResponse:
    """The poster of an open window."""
    found = Window.objects.select_related("partner__city").filter(is_active=True, partner__is_active=True)
    window = get_object_or_404(found, public_id=public_id)
    if not may_print(request.user, window.partner):
        raise Http404
    services = list(honoured().filter(partner=window.partner).order_by("service__number"))
    return _answer(papers.poster(window, services), f"poster-{window.partner.slug}-{window.pk}")


@require_safe
@never_cache
def instruction(request: SignedInRequest, slug: str, service: str, language: str) -> HttpResponse:
    """One page on one service at one partner, in Chinese (`zh`) or English (`en`)."""
    row = get_object_or_404(honoured(), partner__slug=slug, service__slug=service)
    if language not in papers.LANGUAGES or not may_print(request.user, row.partner):
        raise Http404
    return _answer(papers.instruction(row, language), f"{slug}-{service}-{language}")


def _answer(made: bytes, name: str) -> HttpResponse:
    """Opened or saved, as the reader's browser does it."""
    said = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=said)
