"""Which people and documents a query may reach."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .models import Consent


class Consents(models.QuerySet["Consent"]):
    def in_force(self) -> "Consents":
        return self.filter(withdrawn_at__isnull=True)
