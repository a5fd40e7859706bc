"""The calls that read tiers, documents and measures."""

from django.db.models import Prefetch

from policies.catalogue.models import Criterion, Document, Measure, Tier
from policies.catalogue.serializers import DocumentSerializer, MeasureSerializer, TierSerializer
from portal.api.views import OpenDetailView, OpenListView

CRITERIA = Prefetch("criteria", Criterion.objects.order_by("order", "slug"))
TIERS = Tier.objects.select_related("source").prefetch_related(CRITERIA)
DOCUMENTS = Document.objects.select_related("source", "follows").prefetch_related("measures")
MEASURES = Measure.objects.select_related("document", "source")


class TierList(OpenListView):
    """The tiers with their criteria, the highest first."""

    queryset = TIERS
    serializer_class = TierSerializer
    ordering = ("rank",)


class TierDetail(OpenDetailView):
    """One tier with its criteria."""

    queryset = TIERS
    serializer_class = TierSerializer


class DocumentList(OpenListView):
    """The policy documents with the measures recorded here."""

    queryset = DOCUMENTS
    serializer_class = DocumentSerializer
    ordering = ("order", "slug")


class DocumentDetail(OpenDetailView):
    """One policy document with the measures recorded here."""

    queryset = DOCUMENTS
    serializer_class = DocumentSerializer


class MeasureList(OpenListView):
    """The measures that are recorded here, by document."""

    queryset = MEASURES
    serializer_class = MeasureSerializer
    ordering = ("document_id", "number")


class MeasureDetail(OpenDetailView):
    """One measure."""

    queryset = MEASURES
    serializer_class = MeasureSerializer
