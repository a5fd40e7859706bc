"""Which people, consents and documents a query may reach."""

from typing import Any, Self

from django.db import models

from accounts.organisations.enums import Role


class People(models.QuerySet[Any]):
    def visible_to(self, officer: Any) -> Self:
        """Those who sent an application to a place where this officer decides; nobody else."""
        sent: dict[str, Any] = {"applications__submitted_at__isnull": False}
        if not officer.has_role(Role.PROVINCE_OFFICER):
            cities = [row.authority_id for row in officer.standing if row.role == Role.CITY_OFFICER]
            sent["applications__city__in"] = cities
        return self.filter(pk__in=self.model._base_manager.filter(**sent).values("pk"))


class IdentityDocuments(models.QuerySet[Any]):
    def current(self) -> Self:
        return self.filter(replaced_at__isnull=True)


class Consents(models.QuerySet[Any]):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)
