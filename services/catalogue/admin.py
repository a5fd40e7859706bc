"""How officials keep areas, services and what each tier gets."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from policies.models import Tier
from portal.catalogue_admin import CatalogueAdmin, CatalogueRights
from services.catalogue.models import Area, Entitlement, Service
from services.catalogue.steps import few_steps
from services.readiness.question_inline import QuestionInline
from services.webhooks.events import service_changed


class EntitlementInline(CatalogueRights, admin.StackedInline):
    """A row for each tier, written when the service is entered; the tier of a row never changes."""

    model = Entitlement
    extra = 0

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else Tier.objects.count()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("tier",) if obj else ()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_add_permission(request)


class ServiceForm(forms.ModelForm):
    """What staff read at a counter is short, where the partner writes nothing of its own too."""

    def clean_desk_steps_zh(self) -> str:
        return few_steps(self.cleaned_data["desk_steps_zh"])

    def clean_desk_steps_en(self) -> str:
        return few_steps(self.cleaned_data["desk_steps_en"])


@admin.register(Area)
class AreaAdmin(CatalogueAdmin):
    list_display = ("__str__", "name_en", "order")
    ordering = ("order",)


@admin.register(Service)
class ServiceAdmin(CatalogueAdmin):
    key_fields = ("slug",)
    form = ServiceForm
    list_display = ("number", "name_zh", "name_en", "area", "delivery", "answer_days", "is_working")
    list_display_links = ("number", "name_zh")
    list_filter = ("area", "delivery", "is_working")
    list_select_related = ("area",)
    ordering = ("number",)
    inlines = (EntitlementInline, QuestionInline)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The systems of the partners that honour it hear that it reads differently now."""
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(rows.has_changed() for rows in formsets):
            honouring = form.instance.honoured_by.filter(is_active=True)
            service_changed(honouring.values_list("partner_id", flat=True), service=form.instance.slug)
