"""What does an auditor see of the history? Every row, newest first, and whether its chain is whole; nothing to edit."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.admin_paging import KeysetAdminMixin

from .models import History, Seal
from .verify import check_chain

AUDITOR = "auditor"
SHORT = 8  # letters of a public id that tell two apart in a list


class ReadOnlyForAuditors(KeysetAdminMixin):
    """Seen by auditors alone; the database would refuse a change in any case."""

    actions = None
    change_form_template = "admin/read_only_change_form.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and (request.user.is_superuser or request.user.has_role(AUDITOR))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(History)
class HistoryAdmin(ReadOnlyForAuditors):
    list_display = ("id", "at", "subject", "action", "change", "actor")
    ordering = ("-id",)
    search_fields = ("object_id",)
    search_help_text = gettext_lazy("Public id of an object or of an account, in full")
    readonly_fields = ("chain", "sealed")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[History], search_term: str
    ) -> tuple[QuerySet[History], bool]:
        """Whole ids only, so that an index answers."""
        term = search_term.strip()
        if not term:
            return queryset, False
        wanted = Q(object_type__in=_kinds(), object_id=term)
        if (actor := _uuid(term)) is not None:
            wanted |= Q(actor_id=actor)
        return queryset.filter(wanted), False

    @admin.display(description=gettext_lazy("object"))
    def subject(self, row: History) -> str:
        return f"{row.object_type} {row.object_id[:SHORT]} #{row.seq}"

    @admin.display(description=gettext_lazy("status"))
    def change(self, row: History) -> str:
        return " → ".join(dict.fromkeys(filter(None, (row.from_status, row.to_status)))) or "–"

    @admin.display(description=gettext_lazy("by"))
    def actor(self, row: History) -> str:
        return str(row.actor_id)[:SHORT] if row.actor_id else _("the portal")

    @admin.display(description=gettext_lazy("chain of this object"))
    def chain(self, row: History) -> str:
        rows = list(History.objects.filter(object_type=row.object_type, object_id=row.object_id).order_by("seq"))
        faults = list(check_chain(rows))
        if faults:
            return format_html_join("", "<p>{}</p>", ((fault,) for fault in faults))
        return _("Whole: %(count)d rows, each linked to the one before.") % {"count": len(rows)}

    @admin.display(description=gettext_lazy("seal"))
    def sealed(self, row: History) -> str:
        seal = Seal.objects.filter(last_id__gte=row.pk).order_by("last_id").first()
        if seal is None:
            return _("Not sealed yet.")
        if f"{row.pk}:{row.hash}" not in seal.entries.splitlines():
            return _("Seal %(number)d does not hold this row as it stands.") % {"number": seal.number}
        return _("Held by seal %(number)d.") % {"number": seal.number}


@admin.register(Seal)
class SealAdmin(ReadOnlyForAuditors):
    list_display = ("number", "sealed_at", "count", "last_id", "head")
    ordering = ("-number",)
    fields = ("number", "sealed_at", "count", "last_id", "prev_head", "head", "jws")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seal]:
        """Without the rows each seal names: thousands, and no page shows them."""
        return super().get_queryset(request).defer("entries")


def _kinds() -> list[str]:
    """The kinds of object that can have a history: with them the index of the chains answers for an id."""
    names = {"public_id", "code"}
    return sorted(
        model._meta.label_lower for model in apps.get_models() if names & {f.name for f in model._meta.concrete_fields}
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
