"""Which rows of the catalogue does a page need?"""

from typing import Any, Self

from django.db import models


class Entitlements(models.QuerySet[Any]):
    def allowed(self) -> Self:
        return self.filter(is_allowed=True)
