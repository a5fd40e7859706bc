"""Which windows are ready? What officials see: a row for each service at each partner."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import OFFICIAL_ROLES
from portal.admin_paging import KeysetChangeList
from portal.office_admin import ReadOnlyAdmin
from portal.search import matches

from ..models import PartnerReadiness
from ..partners.querysets import SANDBOX
from ..quality.ratings import ENOUGH, averages
from .liaisons import contact_of
from .missing import missing, only_missing, with_missing
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


class IsMissing(admin.SimpleListFilter):
    title, parameter_name = _("still to be entered"), "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", _("something is missing"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return only_missing(queryset) if self.value() == "yes" else queryset


@admin.register(PartnerReadiness)
class PartnerReadinessAdmin(ReadOnlyAdmin):
    """Nothing is decided here: a window becomes ready when its own staff have read what they must know."""

    roles = tuple(sorted(OFFICIAL_ROLES))
    list_display = ("partner", "city", "service", "readiness", "windows_read", "to_enter", "rating", "liaison")
    list_filter = ("partner__city", IsMissing)
    search_fields = ("partner__search",)
    search_help_text = _("Name, pinyin or its initials, short name")
    ordering = ("partner_id", "service_id")
    fields = (
        *("partner", "city", "service", "readiness", "windows_read", "lacking", "failed", "rating", "liaison"),
        "what_to_enter",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[PartnerReadiness]:
        rows = super().get_queryset(request).filter(is_active=True, partner__is_active=True)
        rows = rows.exclude(partner__slug=SANDBOX)
        return with_missing(with_wording(rows)).prefetch_related("partner__liaisons")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return self.order_of_list(request)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return matches(queryset, search_term, column="partner__search"), False

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

    @admin.display(description=_("still to be entered"))
    def to_enter(self, row: Any) -> str:
        return "; ".join(str(what) for what, _step in missing(row)) or "—"

    @admin.display(description=_("still to be entered"))
    def what_to_enter(self, row: Any) -> str:
        """Each with the next step, and the way to the partner's page, where the policy administrator takes it."""
        found = missing(row)
        if not found:
            return "—"
        steps = format_html_join("", "<p><b>{}</b> – {}</p>", found)
        page = reverse("admin:accounts_partner_change", args=[row.partner_id])
        said = gettext("The policy administrator enters it at the partner.")
        return format_html('{}<p>{} <a href="{}">{}</a></p>', steps, said, page, row.partner.name)

    @admin.display(description=_("rating by holders"))
    def rating(self, row: Any) -> str:
        """The mean of five, and of how many of the latest; too few would say who."""
        if row.mean is None:
            return str(_("fewer than %(n)s") % {"n": ENOUGH})
        return f"{row.mean.mean:.1f} ({row.mean.count})"

    @admin.display(description=_("liaison"))
    def liaison(self, row: Any) -> str:
        contact = contact_of(row.partner)
        return f"{contact.name} {contact.phone}" if contact else "—"
