"""What every list and case of officials starts from: seen by role and jurisdiction, changed by steps alone."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.admin_paging import KeysetAdminMixin
from portal.search import is_number, number_or_name


class ReadOnlyAdmin(KeysetAdminMixin, admin.ModelAdmin):
    """Seen by whoever holds one of `roles`; rows are those `of_office` where the manager has it."""

    roles: ClassVar[tuple[str, ...]] = ()
    actions = None
    number, name = "code", "talent__profile__search"  # what the search looks through

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return (self.number,) if is_number(request.GET.get("q", "")) else self.order_of_list(request)

    def order_of_list(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(map(str, super().get_ordering(request)))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return number_or_name(queryset, search_term, number=self.number, name=self.name), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """None for whoever may not look at all: a refusal would tell what is there from what is not."""
        rows = super().get_queryset(request)
        if not self.has_view_permission(request):
            return rows.none()
        return rows.of_office(request.user) if hasattr(rows, "of_office") else rows

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

    @admin.display(description=_("number"))
    def public_number(self, row: Any) -> str:
        """What names a row that has no code of its own."""
        return str(row.public_id)
