"""How the policy administrator keeps employers, and who stands where; partners are kept in `services`."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.few_choices import FewChoiceField
from portal.recorded_admin import RecordedAdmin, chained_versions
from portal.row_history import Version, versions_of
from portal.search import looked_for
from portal.signed_in import account_of

from .actions import ADDED, REMOVED, add_membership, remove_membership
from .forms import MembershipForm
from .models import Employer, Membership

ORDERS = {"partner": ("name_zh", "slug"), "employer": ("name_zh",)}


@admin.register(Employer)
class EmployerAdmin(RecordedAdmin):
    """A name and a city, with versions as the catalogue has them. Nobody can delete one for which somebody stands."""

    list_display = ("name_zh", "name_en", "city")
    list_filter = ("city",)
    list_select_related = ("city",)
    ordering = ("name_zh",)
    search_fields = ("search",)
    search_help_text = _("Name, pinyin or its initials")
    fields = ("name_zh", "name_en", "city")

    def record(self, request: HttpRequest, obj: Any, action: str, fields: Iterable[str]) -> None:
        """The version that the row itself leaves is the record."""

    def versions(self, obj: Employer) -> list[Version]:
        return versions_of(obj)


@admin.register(Membership)
class MembershipAdmin(RecordedAdmin):
    """Given and taken, never changed; each stands in the history of the account."""

    list_display = ("email", "role", "place")
    list_filter = ("role",)
    ordering = ("id",)
    search_fields = ("user__email",)  # there is a search; `found_by` says for what
    search_help_text = _("Beginning of an e-mail, name or pinyin of the person, or of the place")
    form = MembershipForm
    add_form_template = "admin/membership_add_form.html"
    labels = {ADDED: _("membership added"), REMOVED: _("membership removed")}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        rows = Membership.objects.of_people().of_office(account_of(request))
        return rows.select_related("user", "authority", "partner", "employer").order_by("id")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        words = search_term.strip()
        return (queryset.found_by(words) if words else queryset), False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = account_of(request)
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Of partners and employers there are thousands: a few are offered, the others looked for."""
        if db_field.name not in ORDERS:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        field: Any = super().formfield_for_foreignkey(db_field, request, form_class=FewChoiceField, **kwargs)
        field.order, field.words = ORDERS[db_field.name], looked_for(request)
        field.chosen = request.POST.get(db_field.name, "")
        return field

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("email", "role", "place") if obj else ("email", *MembershipForm.Meta.fields)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("email", "role", "place") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        obj.user = form.cleaned_data["email"]
        obj.pk = add_membership(obj.user, role=obj.role, place=obj.place, by=account_of(request)).pk

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        remove_membership(obj, by=account_of(request))

    def record(self, request: HttpRequest, obj: Any, action: str, fields: Iterable[str]) -> None:
        """The actions write it, in the history of the account."""

    def versions(self, obj: Membership) -> list[Version]:
        return chained_versions(obj.user, self.labels, actions=(ADDED, REMOVED))

    @admin.display(description=_("e-mail"))
    def email(self, row: Membership) -> str:
        return row.user.email

    @admin.display(description=_("place"))
    def place(self, row: Membership) -> str:
        return str(row.place)
