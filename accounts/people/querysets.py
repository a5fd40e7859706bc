"""Which consents and documents a query may reach."""

from typing import Any, Self

from django.db import models


class IdentityDocuments(models.QuerySet[Any]):
    def current(self) -> Self:
        return self.filter(replaced_at__isnull=True)


class Consents(models.QuerySet[Any]):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)
