"""What does a visitor read about the services?"""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from policies.models import Tier
from services.catalogue.listing import sections
from services.catalogue.models import Entitlement, Service
from services.catalogue.wording import amount_words, company_words, limit_words


@require_GET
def service_list(request: HttpRequest) -> HttpResponse:
    """`?tier=b` shows what that tier gets; an unknown tier shows everything."""
    tiers = list(Tier.objects.all())
    chosen = next((tier for tier in tiers if tier.slug == request.GET.get("tier")), None)
    context = {"tiers": tiers, "chosen": chosen, "sections": sections(chosen)}
    return render(request, "services/catalogue/service_list.html", context)


@require_GET
def service_detail(request: HttpRequest, slug: str) -> HttpResponse:
    entitlements = Entitlement.objects.select_related("tier", "measure__document").order_by("tier__rank")
    services = Service.objects.select_related("area", "source")
    service = get_object_or_404(services.prefetch_related(Prefetch("entitlements", entitlements)), slug=slug)
    rows = list(service.entitlements.all())
    context = {
        "service": service,
        "rows": [(row, limit_words(row, service), company_words(row), amount_words(row)) for row in rows],
        "has_amounts": any(row.amount_yuan for row in rows),
        "measures": list(dict.fromkeys(row.measure for row in rows if row.measure)),
    }
    return render(request, "services/catalogue/service_detail.html", context)
