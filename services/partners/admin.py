"""How the policy administrator keeps partners: who they are, what they honour and how, windows, systems' clients.

Here and not beside the table of partners in `accounts`, which knows nothing of services.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Partner
from portal.catalogue_admin import CatalogueRights
from portal.recorded_admin import PlainChoices, RecordedAdmin

from ..catalogue.steps import few_steps
from ..models import PartnerClient, PartnerService, WebhookEndpoint
from ..readiness.inlines import LiaisonInline, OpeningHoursInline, WindowInline
from ..readiness.papers_links import papers_of
from ..webhooks import actions as webhooks
from ..webhooks.dialogs import WebhookDialogsMixin
from ..webhooks.events import service_changed
from .client_dialogs import ClientDialogsMixin
from .clients import CHANGED, ENDED, GIVEN

USED_BY = ("memberships", "clients", "checks", "requests", "turned_away", "events")  # what speaks against deleting


class HonouredForm(forms.ModelForm):
    """One service that the partner honours."""

    def clean_instructions_zh(self) -> str:
        return few_steps(self.cleaned_data["instructions_zh"])

    def clean_instructions_en(self) -> str:
        return few_steps(self.cleaned_data["instructions_en"])


class HonouredInline(PlainChoices, CatalogueRights, admin.StackedInline):
    """What the partner honours, what its staff do for a holder, and who pays."""

    model = PartnerService
    form = HonouredForm
    formfield_overrides: ClassVar = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

    def get_queryset(self, request: HttpRequest) -> QuerySet[PartnerService]:
        return super().get_queryset(request).select_related("service")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The services are read once a page, for all rows of the form and however often Django builds it."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name == "service":
            read = vars(request)
            read["services_offered"] = read.get("services_offered") or list(iter(field.choices))
            field.choices = read["services_offered"]
        return field


@admin.register(Partner)
class PartnerAdmin(ClientDialogsMixin, WebhookDialogsMixin, RecordedAdmin):
    """A partner that has worked here is switched off and stays for what it did."""

    change_form_template = "admin/partner_change_form.html"
    list_display = ("name_zh", "name_en", "kind", "city", "is_active")
    list_filter = ("kind", "city", "is_active")
    list_select_related = ("city",)
    ordering = ("slug",)
    search_fields = ("search",)
    search_help_text = gettext_lazy("Name, pinyin or its initials, short name")
    fields = (
        *("slug", "kind", "name_zh", "name_en", "city", "address_zh", "address_en", "hours"),
        *("latitude", "longitude"),
        *("liaison_name", "liaison_phone", "is_active"),
    )
    inlines = (HonouredInline, WindowInline, LiaisonInline, OpeningHoursInline)
    labels = {
        GIVEN: gettext_lazy("API client given"),
        CHANGED: gettext_lazy("API client changed"),
        ENDED: gettext_lazy("API client ended"),
        webhooks.GIVEN: gettext_lazy("webhook given"),
        webhooks.ENDED: gettext_lazy("webhook ended"),
        webhooks.SENT_AGAIN: gettext_lazy("events sent again"),
    }

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        may_give = self.has_change_permission(request)
        of = {"partner__pk": object_id} if object_id.isdecimal() and may_give else {"pk": 0}
        rows: Any = {"clients": PartnerClient.objects.select_related("window"), "endpoints": WebhookEndpoint.objects}
        shown = {"may_give": may_give, **{name: found.filter(**of).order_by("pk") for name, found in rows.items()}}
        shown["papers"] = papers_of(int(object_id)) if may_give and object_id.isdecimal() else ()
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The partner's systems hear which of its services read differently now."""
        super().save_related(request, form, formsets, change)
        for rows in (rows for rows in formsets if rows.model is PartnerService):
            for row in (*rows.new_objects, *(row for row, _fields in rows.changed_objects), *rows.deleted_objects):
                service_changed([form.instance.pk], service=row.service.slug)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        partner = self.get_object(request, object_id)
        if partner is not None and self.has_delete_permission(request, partner) and is_in_use(partner):
            messages.error(
                request,
                _("This partner has checks, requests, staff or clients and cannot be deleted. Switch it off instead."),
            )
            return redirect("admin:accounts_partner_change", object_id)
        return super().delete_view(request, object_id, extra_context)


def is_in_use(partner: Partner) -> bool:
    """Whether anything but its own description hangs on the partner."""
    return any(getattr(partner, name).exists() for name in USED_BY)
