"""Which people, consents and documents a query may reach."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.organisations.enums import Role


def talents_of(officer: Any) -> models.QuerySet[Any, Any]:
    """The keys of those who sent an application to a place where this officer decides; of nobody else."""
    sent = apps.get_model("accounts", "Application").objects.filter(submitted_at__isnull=False)
    if not officer.has_role(Role.PROVINCE_OFFICER):
        sent = sent.filter(city__in=officer.places_as(Role.CITY_OFFICER))
    return sent.order_by().values("talent")


class People(models.QuerySet[Any]):
    def visible_to(self, officer: Any) -> Self:
        return self.filter(pk__in=talents_of(officer))


class IdentityDocuments(models.QuerySet[Any]):
    def current(self) -> Self:
        return self.filter(replaced_at__isnull=True)


class Consents(models.QuerySet[Any]):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def withdrawn(self, at: datetime) -> Self:
        """Ended by the moment `at`, and nothing agreed to for the same purpose then; never asked is not withdrawn."""
        same = self.model._default_manager.filter(user=OuterRef("user"), purpose=OuterRef("purpose"), given_at__lte=at)
        standing = same.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at))
        return self.filter(~Exists(standing), withdrawn_at__lte=at)
