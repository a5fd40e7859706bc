"""What does a visitor read about programmes, their targets and results, and the published figures?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from policies.programmes.chart import results_chart
from policies.programmes.models import FigureGroup, Programme


@require_GET
def programme_list(request: HttpRequest) -> HttpResponse:
    context = {
        "programmes": Programme.objects.select_related("source"),
        "figure_groups": FigureGroup.objects.with_figures().filter(programme=None, document=None),
    }
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
