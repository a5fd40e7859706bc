"""What does a visitor read about tiers, policy documents and measures?"""

from collections import Counter
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from policies.catalogue.enums import Category
from policies.catalogue.models import Criterion, Document, Measure, Tier
from policies.catalogue.panels import MEASURE, TIER, TIER_STEP, panels_for
from policies.programmes.models import FigureGroup
from portal.paging import KeysetPage
from portal.search import looked_for, matches

CATEGORIES = list(Category)
PAGE_SIZE = 20


@require_GET
def tier_list(request: HttpRequest) -> HttpResponse:
    tiers = Tier.objects.annotate(criteria_count=Count("criteria", filter=Q(criteria__is_active=True)))
    return render(request, "policies/catalogue/tier_list.html", {"tiers": tiers})


@require_GET
def tier_detail(request: HttpRequest, slug: str) -> HttpResponse:
    tier = get_object_or_404(Tier.objects.select_related("source"), slug=slug)
    context = {
        "tier": tier,
        "categories": by_category(tier.criteria.filter(is_active=True)),
        "panels": panels_for(TIER, tier, request),
        "steps": panels_for(TIER_STEP, tier, request),
    }
    return render(request, "policies/catalogue/tier_detail.html", context)


def by_category(criteria: QuerySet[Criterion]) -> list[tuple[str, list[Criterion]]]:
    """Criteria under the label of their category, categories in the order of the enum."""
    ordered = sorted(criteria, key=lambda row: (CATEGORIES.index(Category(row.category)), row.order))
    return [(str(Category(kind).label), list(rows)) for kind, rows in groupby(ordered, key=lambda row: row.category)]


@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    """By name or pinyin, or all in their order; a page's measures are read in one statement more."""
    q = looked_for(request)
    found = matches(Document.objects.select_related("source"), q)
    page = KeysetPage(found, ("order", "slug"), request.GET.get("cursor"), PAGE_SIZE)
    measures = Measure.objects.filter(document__in=[row.pk for row in page.rows]).order_by()
    recorded = Counter(measures.values_list("document", flat=True))
    rows = [(document, recorded[document.pk]) for document in page.rows]
    return render(request, "policies/catalogue/document_list.html", {"page": page, "documents": rows, "q": q})


@require_GET
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    document = get_object_or_404(Document.objects.select_related("source", "follows"), slug=slug)
    context = {
        "document": document,
        "measures": list(document.measures.all()),
        "later": list(document.followed_by.all()),
        "programmes": list(document.programmes.all()),
        "figure_groups": FigureGroup.objects.with_figures().filter(document=document),
    }
    return render(request, "policies/catalogue/document_detail.html", context)


@require_GET
def measure_detail(request: HttpRequest, slug: str) -> HttpResponse:
    measure = get_object_or_404(Measure.objects.select_related("document", "source"), slug=slug)
    context = {"measure": measure, "panels": panels_for(MEASURE, measure, request)}
    return render(request, "policies/catalogue/measure_detail.html", context)
