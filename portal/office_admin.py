"""What every list and case of officials starts from: seen by role and jurisdiction, changed by steps alone."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.admin_paging import KeysetAdminMixin


class ReadOnlyAdmin(KeysetAdminMixin, admin.ModelAdmin):
    """Seen by whoever holds one of `roles`; rows are `visible_to` the reader where the manager has it."""

    roles: ClassVar[tuple[str, ...]] = ()
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        user = request.user
        return user.is_active and any(user.has_role(role) for role in self.roles)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
