"""Which windows are ready? What officials see: a row for each service at each partner, city by city."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import OFFICIAL_ROLES
from portal.admin_paging import KeysetChangeList
from portal.office_admin import ReadOnlyAdmin
from portal.search import matches

from ..models import PartnerReadiness
from ..partners.querysets import SANDBOX
from ..quality.ratings import ENOUGH, averages
from .liaisons import contact_of
from .querysets import with_wording
from .states import states_of


class WithStates(KeysetChangeList):
    """Each row of the page knows its `state`; two statements a page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        know_states(self.result_list)


def know_states(rows: Any) -> None:
    states, means = states_of(rows), averages({row.partner_id for row in rows})
    for row in rows:
        row.state, row.mean = states[row.pk], means.get((row.partner_id, row.service_id))


@admin.register(PartnerReadiness)
class PartnerReadinessAdmin(ReadOnlyAdmin):
    """Nothing is decided here: a window becomes ready when its own staff have read what they must know."""

    roles = tuple(sorted(OFFICIAL_ROLES))
    list_display = ("partner", "city", "service", "readiness", "windows_read", "rating", "liaison")
    list_filter = ("partner__city",)
    search_fields = ("partner__name_zh",)
    search_help_text = _("Chinese name of the partner")
    ordering = ("partner__city__order", "partner__slug", "id")
    fields = ("partner", "city", "service", "readiness", "windows_read", "lacking", "failed", "rating", "liaison")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[PartnerReadiness]:
        rows = super().get_queryset(request).filter(is_active=True, partner__is_active=True)
        rows = rows.exclude(partner__slug=SANDBOX)
        return with_wording(rows).prefetch_related("partner__liaisons")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return self.order_of_list(request)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return matches(queryset, search_term, column="partner__name_zh"), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[KeysetChangeList]:
        return WithStates

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            know_states([row])
        return row

    @admin.display(description=_("city"))
    def city(self, row: Any) -> str:
        return row.partner.city.name

    @admin.display(description=_("readiness"))
    def readiness(self, row: Any) -> str:
        return row.state.words

    @admin.display(description=_("windows that have read it"))
    def windows_read(self, row: Any) -> str:
        return f"{row.state.read} / {len(row.state.windows)}"

    @admin.display(description=_("not read yet at"))
    def lacking(self, row: Any) -> str:
        return "; ".join(window.name for window in row.state.lacking) or "—"

    @admin.display(description=_("last drill not passed at"))
    def failed(self, row: Any) -> str:
        return "; ".join(window.name for window in row.state.failed) or "—"

    @admin.display(description=_("rating by holders"))
    def rating(self, row: Any) -> str:
        """The mean of five, and of how many; too few would say who."""
        if row.mean is None:
            return str(_("fewer than %(n)s") % {"n": ENOUGH})
        return f"{row.mean.mean:.1f} ({row.mean.count})"

    @admin.display(description=_("liaison"))
    def liaison(self, row: Any) -> str:
        contact = contact_of(row.partner)
        return f"{contact.name} {contact.phone}" if contact else "—"
