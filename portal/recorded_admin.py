"""How do officials keep rows that are no catalogue? One row of the chained history a save, pressed once or twice."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.admin_paging import KeysetAdminMixin
from portal.audit.chain import append
from portal.audit.models import History
from portal.catalogue_admin import CatalogueRights, VersionsPage
from portal.idempotency.forms import once_per_form
from portal.row_history import Version
from portal.workflow.engine import Refusal


class PlainChoices(BaseModelAdmin):
    """A choice among other rows is a choice: no pencil, plus or cross beside it that would change those rows."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class RecordedAdmin(PlainChoices, VersionsPage, KeysetAdminMixin, CatalogueRights, admin.ModelAdmin):
    """The policy administrator edits, other officials read. `labels` says in words what a row of the history is."""

    actions = None
    change_form_template = "admin/recorded_change_form.html"
    labels: dict[str, Any] = {}

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        ask = super().changeform_view
        return guarded(request, lambda: ask(request, object_id, form_url, extra_context))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        ask = super().delete_view
        return guarded(request, lambda: ask(request, object_id, extra_context))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """All is saved by now: what changed, and by whom; nothing where nothing changed."""
        super().save_related(request, form, formsets, change)
        changed = changed_fields(form, formsets)
        if changed or not change:
            self.record(request, form.instance, "change" if change else "create", changed)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.record(request, obj, "delete", ())
        super().delete_model(request, obj)

    def record(self, request: HttpRequest, obj: Any, action: str, fields: Iterable[str]) -> None:
        append(obj, action, by=request.user, fields=fields)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing: the chained history says it; Django's own log would say it again, with names in it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing, likewise."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Nothing, likewise."""

    def versions(self, obj: Any) -> list[Version]:
        return chained_versions(obj, self.labels)


def guarded(request: HttpRequest, run: Callable[[], HttpResponse]) -> HttpResponse:
    """`run` once for its form's key; a refusal writes nothing, says why and shows the page as it stands."""
    if request.method != "POST":
        return run()
    try:
        return once_per_form(request, run)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(request.get_full_path())


def changed_fields(form: Any, formsets: Iterable[Any]) -> list[str]:
    """Names of the fields changed; those of rows inside the form as `rows` and `rows.field`."""
    found = set(form.changed_data)
    for formset in formsets:
        for row in filter(lambda row: row.has_changed(), formset.forms):
            found |= {formset.prefix} | {f"{formset.prefix}.{name.lower()}" for name in row.changed_data}
    return sorted(found)


def chained_versions(obj: Any, labels: dict[str, Any], *, actions: Iterable[str] = ()) -> list[Version]:
    """The chained history of `obj` (of these `actions`), the newest first; two statements."""
    rows = History.objects.of(obj).order_by("-seq")
    found = list(rows.filter(action__in=actions) if actions else rows)
    people = get_user_model()._default_manager.filter(public_id__in={row.actor_id for row in found})
    emails: dict[Any, str] = dict(people.values_list("public_id", "email"))
    return [_version(obj, row, labels, emails.get(row.actor_id, "")) for row in found]


def _version(obj: Any, row: History, labels: dict[str, Any], editor: str) -> Version:
    known = {"create": _("created"), "change": _("changed"), "delete": _("deleted"), **labels}
    named = [(name, "", "") for name in dict.fromkeys(_label(obj, field) for field in row.fields)]
    return Version(row.at, editor, str(known.get(row.action, row.action)), "", named)


def _label(model: models.Model | type[models.Model], name: str) -> str:
    """A field in the reader's words; an id stays as it is."""
    try:
        field: Any = model._meta.get_field(name.split(".")[0])
    except FieldDoesNotExist:
        return name
    return str(getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name_plural)
