"""How officers find and answer reports of cards that were not honoured."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.found_by_place import FoundByPlaceAdmin
from portal.signed_in import account_of
from portal.workflow.admin import WorkflowAdminMixin

from .lapsing import lapsed
from .models import TurnedAway
from .turns import turn_of
from .whose import to_an_office

BY_DEADLINE = {"open": ("due_on", "id"), "explained": ("due_on", "id"), "answered": ("answered_at", "id")}


class HasLapsed(admin.SimpleListFilter):
    title, parameter_name = _("explained in time"), "lapsed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", _("No, now with the bureau"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return lapsed(queryset) if self.value() == "yes" else queryset


@admin.register(TurnedAway)
class TurnedAwayAdmin(WorkflowAdminMixin, FoundByPlaceAdmin):
    """What was tried where, what the check there had said, and the answer."""

    roles = (Role.CITY_OFFICER,)
    list_display = ("code", "partner", "service", "status", "turn", "due", "created_at")
    list_filter = ("status", HasLapsed)
    search_fields = ("code", "partner__search")
    search_help_text = _("Number, or the partner's name, pinyin or its initials")
    ordering = ("-id",)
    fields = (
        *("code", "status", "turn", "due", "whose", "partner", "liaison", "service", "text", "last_answer", "refusal"),
        *("telephone", "called_at", "reached", "tries", "created_at"),
    )
    readonly_fields = fields

    def order_of_list(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits stands in the order of its deadlines, the nearest first; all cases newest first."""
        status = "open" if "lapsed" in request.GET else request.GET.get("status__exact", "")
        return BY_DEADLINE.get(status, ("-id",))

    def get_queryset(self, request: HttpRequest) -> QuerySet[TurnedAway]:
        rows = super().get_queryset(request).select_related("partner__city", "service", "last_check", "use", "talent")
        return rows.filter(partner__city__in=self.cities_seen(request))

    def cities_seen(self, request: HttpRequest) -> list[int]:
        return account_of(request).places_as(Role.CITY_OFFICER)

    @admin.display(description=_("waits for"))
    def turn(self, row: TurnedAway) -> str:
        turn = turn_of(row, timezone.localdate())
        said = str(turn.who.label)
        return said + " · " + gettext("not explained in time") if turn.has_lapsed else said

    @admin.display(description=_("due on"))
    def due(self, row: TurnedAway) -> str:
        """The day of whoever's turn it is: once the partner is late, the bureau's."""
        turn = turn_of(row, timezone.localdate())
        if turn.due_on is None:
            return "—"
        day = date_format(turn.due_on)
        return f"{day} · {gettext('overdue')}" if turn.is_late else day

    @admin.display(description=_("card of"))
    def whose(self, row: TurnedAway) -> str:
        return to_an_office(row)

    @admin.display(description=_("recorded at the counter"))
    def refusal(self, row: TurnedAway) -> str:
        return f"{row.use.get_outcome_display()} · {row.use.reason}" if row.use else "—"

    @admin.display(description=_("telephone of the talent"))
    def telephone(self, row: TurnedAway) -> str:
        return str(row.talent.phone or "—")

    @admin.display(description=_("liaison"))
    def liaison(self, row: TurnedAway) -> str:
        return f"{row.partner.liaison_name} {row.partner.liaison_phone}".strip()

    @admin.display(description=_("what the last check there said"))
    def last_answer(self, row: TurnedAway) -> str:
        return str(row.last_check.get_reason_display()) if row.last_check else "—"
