"""What do officials see of events on their way to partners' systems? How each stands and why; never what it says."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from portal.admin_paging import KeysetAdminMixin
from portal.admin_site import Panel, PanelRow, register_panel
from portal.counting import at_most
from portal.signed_in import account_of

from ..models import WebhookDelivery
from .actions import send_again
from .enums import DeliveryState

OPERATOR, AUDITOR = "policy_admin", "auditor"


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(KeysetAdminMixin, admin.ModelAdmin):
    list_display = ("id", "created_at", "partner", "kind", "state", "tries", "last_error", "next_attempt_at")
    list_filter = ("state",)
    list_select_related = ("endpoint__partner", "event")
    ordering = ("-id",)
    fields = (
        *("partner", "kind", "event_id", "state", "tries", "crashes", "last_error"),
        *("created_at", "next_attempt_at", "give_up_at", "delivered_at", "dead_at"),
    )
    actions = ("send_again_action",)
    change_form_template = "admin/webhook_delivery_change_form.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_operate(request) or account_of(request).has_role(AUDITOR)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def may_operate(self, request: HttpRequest) -> bool:
        return request.user.is_active and (request.user.is_superuser or request.user.has_role(OPERATOR))

    has_operate_permission = may_operate

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Send again"), permissions=["operate"])
    def send_again_action(self, request: HttpRequest, queryset: QuerySet[WebhookDelivery]) -> None:
        self._tell(request, send_again(_whole(queryset), by=account_of(request)))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.send_again_view))
        return [path("<int:pk>/send-again/", view, name="services_webhookdelivery_send_again"), *super().get_urls()]

    def send_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_operate(request):
            raise Http404
        found = get_object_or_404(_whole(WebhookDelivery.objects.all()), pk=pk)
        self._tell(request, send_again([found], by=account_of(request)))
        return redirect("admin:services_webhookdelivery_change", pk)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        found = self.get_object(request, object_id)
        can_send = found is not None and found.state == DeliveryState.DEAD and self.may_operate(request)
        return super().change_view(request, object_id, form_url, {"can_send": can_send, **(extra_context or {})})

    @admin.display(description=gettext_lazy("partner"))
    def partner(self, row: WebhookDelivery) -> str:
        return str(row.endpoint.partner)

    @admin.display(description=gettext_lazy("kind"))
    def kind(self, row: WebhookDelivery) -> str:
        return row.event.kind

    @admin.display(description=gettext_lazy("event"))
    def event_id(self, row: WebhookDelivery) -> str:
        return str(row.event.public_id)

    def _tell(self, request: HttpRequest, count: int) -> None:
        if count:
            words = ngettext("%(count)d event is sent again.", "%(count)d events are sent again.", count)
            messages.success(request, words % {"count": count})
        else:
            messages.warning(request, _("Nothing to send again: delivered, or being sent just now."))


def _whole(rows: QuerySet[WebhookDelivery]) -> QuerySet[WebhookDelivery]:
    return rows.select_related("endpoint__partner").order_by("pk")


def dead_letters(request: HttpRequest) -> Panel:
    """What was given up does not stay unseen."""
    count = at_most(WebhookDelivery.objects.dead())
    url = reverse("admin:services_webhookdelivery_changelist") + f"?state__exact={DeliveryState.DEAD}"
    row = PanelRow(gettext_lazy("Events given up after three days"), url, count, "bad" if count else "ok")
    return Panel(gettext_lazy("Events for partners' systems"), [row])


register_panel(OPERATOR, dead_letters)
