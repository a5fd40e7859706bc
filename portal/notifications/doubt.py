"""Which messages may have arrived twice? Those of which a try has no known end, at a provider that knows no repetition.

A try without an answer is made again, so that nothing is lost; where the first one had arrived after all, the reader
has it twice. Nobody can know which: officials see the list, and may say so to whoever asks.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .channels import knows_repetitions
from .enums import State
from .models import OutboxMessage


def doubt_of(message: OutboxMessage) -> str:
    """In words, for officials; empty where there is none."""
    if not message.doubts or knows_repetitions(message.channel):
        return ""
    return _("may have arrived twice") if message.state == State.SENT else _("may have arrived already")


class DoubtFilter(admin.SimpleListFilter):
    title = gettext_lazy("doubt")
    parameter_name = "doubt"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("May have arrived already, or twice"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(pk__in=OutboxMessage.objects.in_doubt()) if self.value() else queryset
