"""How the policy administrator writes what windows are asked: inside the form of the service."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.catalogue_admin import CatalogueRights

from .reading import Question


class QuestionInline(CatalogueRights, admin.StackedInline):
    """One more is offered, so that nothing here needs a script."""

    model = Question

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1 if self.has_change_permission(request) else 0
