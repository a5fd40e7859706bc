"""What does a visitor read about programmes, their targets and results, and the published figures?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from policies.programmes.chart import results_chart
from policies.programmes.models import FigureGroup, Programme
from portal.paging import KeysetPage
from portal.search import looked_for, matches

PAGE_SIZE = 20


@require_GET
def programme_list(request: HttpRequest) -> HttpResponse:
    """By name or pinyin, or all in their order; the figures of the field stand under the first page of all."""
    q, cursor = looked_for(request), request.GET.get("cursor")
    found = matches(Programme.objects.select_related("source"), q)
    page = KeysetPage(found, ("order", "slug"), cursor, PAGE_SIZE)
    context = {"page": page, "q": q}
    if not q and page.previous_cursor is None:
        context["figure_groups"] = FigureGroup.objects.with_figures().filter(programme=None, document=None)
    return render(request, "policies/programmes/programme_list.html", context)


@require_GET
def programme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme.objects.select_related("source", "document"), slug=slug)
    context = {
        "programme": programme,
        "chart": results_chart(programme),
        "figure_groups": FigureGroup.objects.with_figures().filter(programme=programme),
    }
    return render(request, "policies/programmes/programme_detail.html", context)
