"""The calls that read areas and services."""

from django.db.models import Prefetch

from portal.api.views import OpenDetailView, OpenListView
from services.catalogue.models import Area, Entitlement, Service
from services.catalogue.serializers import AreaSerializer, ServicePageSerializer, ServiceSerializer

AREAS = Area.objects.prefetch_related(Prefetch("services", Service.objects.order_by("number")))
ENTITLEMENTS = Prefetch("entitlements", Entitlement.objects.select_related("tier", "measure").order_by("tier__rank"))
SERVICES = Service.objects.select_related("area", "source").prefetch_related(ENTITLEMENTS)


class AreaList(OpenListView):
    """The areas of the example catalogue with their services."""

    queryset = AREAS
    serializer_class = AreaSerializer
    ordering = ("order",)


class AreaDetail(OpenDetailView):
    """One area with its services."""

    queryset = AREAS
    serializer_class = AreaSerializer


class ServiceList(OpenListView):
    """The services of the example catalogue with what each tier gets."""

    queryset = SERVICES
    serializer_class = ServiceSerializer
    ordering = ("number",)


class ServiceDetail(OpenDetailView):
    """One service, with the schema of what a request for it must say."""

    queryset = SERVICES
    serializer_class = ServicePageSerializer
