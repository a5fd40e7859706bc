"""What do officials see of the messages that leave? How each stands and why it stopped, never its words or address."""

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

from .actions import send_again
from .doubt import DoubtFilter, doubt_of
from .enums import State
from .models import OutboxMessage

OPERATOR, AUDITOR = "policy_admin", "auditor"
STOPPED = (State.QUARANTINED, State.HELD, State.PENDING)


@admin.register(OutboxMessage)
class OutboxMessageAdmin(KeysetAdminMixin, admin.ModelAdmin):
    list_display = (
        "id",
        "created_at",
        "template",
        "channel",
        "state",
        "doubt",
        "tries",
        "last_error",
        "next_attempt_at",
    )
    list_filter = ("state", "channel", DoubtFilter)
    ordering = ("-id",)
    fields = (
        *("identity", "template", "channel", "state", "priority", "doubt", "tries", "crashes", "last_error"),
        *("created_at", "next_attempt_at", "expires_at", "sent_at", "quarantined_at"),
    )
    actions = ("send_again_action",)
    change_form_template = "admin/outbox_change_form.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_operate(request) or account_of(request).has_role(AUDITOR)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def may_operate(self, request: HttpRequest) -> bool:
        return request.user.is_active and (request.user.is_superuser or request.user.has_role(OPERATOR))

    has_operate_permission = may_operate

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Send again"), permissions=["operate"])
    def send_again_action(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> None:
        self._tell(request, send_again(queryset.order_by("pk"), by=request.user))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.send_again_view))
        return [path("<int:pk>/send-again/", view, name="portal_outboxmessage_send_again"), *super().get_urls()]

    def send_again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_operate(request):
            raise Http404
        message = get_object_or_404(OutboxMessage, pk=pk)
        self._tell(request, send_again([message], by=request.user))
        return redirect("admin:portal_outboxmessage_change", pk)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        message = self.get_object(request, object_id)
        can_send = message is not None and message.state in STOPPED and self.may_operate(request)
        return super().change_view(request, object_id, form_url, {"can_send": can_send, **(extra_context or {})})

    @admin.display(description=gettext_lazy("identity"))
    def identity(self, message: OutboxMessage) -> str:
        return message.public_id

    @admin.display(description=gettext_lazy("doubt"), empty_value="")
    def doubt(self, message: OutboxMessage) -> str:
        return doubt_of(message)

    def _tell(self, request: HttpRequest, count: int) -> None:
        if count:
            words = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", count)
            messages.success(request, words % {"count": count})
        else:
            messages.warning(request, _("Nothing to send again: sent, dropped, or being sent just now."))


def quarantine_panel(request: HttpRequest) -> Panel:
    """What did not leave does not stay unseen."""
    count = at_most(OutboxMessage.objects.in_quarantine())
    url = reverse("admin:portal_outboxmessage_changelist") + f"?state__exact={State.QUARANTINED}"
    row = PanelRow(gettext_lazy("Messages in quarantine"), url, count, "bad" if count else "ok")
    return Panel(gettext_lazy("Outgoing messages"), [row])


register_panel(OPERATOR, quarantine_panel)
