"""Which evidence a person may see, and which waits for its page images."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from ..accreditation.models import Application
from .enums import EvidenceState


class EvidenceQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "EvidenceQuerySet":
        """Who may see the application may see its evidence."""
        return self.filter(application__in=Application.objects.visible_to(user))

    def with_pages(self) -> "EvidenceQuerySet":
        """Files and pages in two further statements, whatever the number of rows."""
        return self.select_related("criterion").prefetch_related("files__pages")

    def waiting(self) -> "EvidenceQuerySet":
        """Page images are to be made and nobody is at it."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=Now())
        return self.filter(free, state=EvidenceState.RECEIVED).order_by("id")


class EvidenceFileQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "EvidenceFileQuerySet":
        return self.filter(evidence__application__in=Application.objects.visible_to(user))


class EvidencePageQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "EvidencePageQuerySet":
        return self.filter(file__evidence__application__in=Application.objects.visible_to(user))
