"""Which figures belong together on a page?"""

from typing import Any, Self

from django.db import models


class FigureGroups(models.QuerySet[Any]):
    def with_figures(self) -> Self:
        """Each group with its source and its figures: two statements for all of them."""
        return self.select_related("source").prefetch_related("figures")
