"""Which evidence a person may see, and which waits for its page images."""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from ..accreditation.models import Application
from ..family.models import FamilyMember
from .enums import EvidenceState


def _seen_by(user: Any, path: str = "") -> Q:
    """Who may see the application, or the question for a family card, may see what proves it."""
    of_application = Q(**{f"{path}application__in": Application.objects.visible_to(user)})
    return of_application | Q(**{f"{path}member__in": FamilyMember.objects.visible_to(user)})


class EvidenceQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "EvidenceQuerySet":
        return self.filter(_seen_by(user))

    def with_pages(self) -> "EvidenceQuerySet":
        """Files and pages in two further statements, whatever the number of rows."""
        return self.select_related("criterion").prefetch_related("files__pages")

    def waiting(self) -> "EvidenceQuerySet":
        """Page images are to be made and nobody is at it."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lt=Now())
        return self.filter(free, state=EvidenceState.RECEIVED).order_by("id")


class EvidenceFileQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "EvidenceFileQuerySet":
        return self.filter(_seen_by(user, "evidence__"))


class EvidencePageQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "EvidencePageQuerySet":
        return self.filter(_seen_by(user, "file__evidence__"))
