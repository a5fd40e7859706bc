"""How do officials read and edit the catalogue? The policy administrator edits, every other official reads."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.admin_paging import KeysetAdminMixin
from portal.row_history import Version, versions_of

EDITOR = "policy_admin"


class CatalogueRights:
    """For lists and for the rows inside another row's form."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        return bool(user.is_superuser or user.is_officer)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user: Any = request.user
        return bool(user.is_superuser or user.has_role(EDITOR))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class VersionsPage(admin.ModelAdmin):
    """The history of a row on a page of its own; `nobody` is who did it where no account did."""

    nobody: Any = gettext_lazy("the portal")

    def versions(self, obj: Any) -> list[Version]:
        return versions_of(obj)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every version of a row: who changed which field, from what to what."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change history: %s") % obj,
            "versions": self.versions(obj),
            "nobody": self.nobody,
            "object": obj,
            "opts": self.opts,
            "module_name": str(self.opts.verbose_name_plural),
        }
        return TemplateResponse(request, "admin/row_history.html", context)


class CatalogueAdmin(VersionsPage, KeysetAdminMixin, CatalogueRights, admin.ModelAdmin):
    """`key_fields` tell a row of the data files from another: written once, read-only afterwards."""

    key_fields: tuple[str, ...] = ("slug",)
    nobody = gettext_lazy("data files")
    search_fields = ("search",)
    search_help_text = gettext_lazy("Name, pinyin or its initials, short name, number")
    actions = None
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.key_fields if obj else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        about = _("What you change here stays: a later load of the data files leaves a changed field alone.")
        return [(None, {"fields": self.get_fields(request, obj), "description": about})]
