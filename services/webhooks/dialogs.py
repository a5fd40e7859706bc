"""How the policy administrator gives a partner's system a webhook, and ends it: a dialog each, by POST."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.signed_in import account_of

from ..models import WebhookEndpoint
from ..partners.dialogs import PartnerDialogs
from ..partners.secret_once import put_aside, take
from .actions import end_webhook, give_webhook
from .forms import WebhookForm

NAME = "accounts_partner_webhook"


class WebhookDialogsMixin(PartnerDialogs, admin.ModelAdmin):
    """Named before the admin of partners. Whoever may not change a partner finds none of this."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/webhook/", view(self.webhook_view), name=f"{NAME}_give"),
            path("<int:pk>/webhook/<int:hook>/", view(self.webhook_given_view), name=f"{NAME}_given"),
            path("<int:pk>/webhook/<int:hook>/end/", view(self.webhook_end_view), name=f"{NAME}_end"),
            *super().get_urls(),
        ]

    def webhook_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        partner = self.partner_of(request, pk)
        form = WebhookForm(request.POST or None)

        def give() -> HttpResponse:
            if not form.is_valid():
                return self.page(request, "admin/webhook_give.html", partner, _("Give a webhook"), {"form": form})
            made, secret = give_webhook(partner, **form.cleaned_data, by=account_of(request))
            put_aside(made, secret, by=str(account_of(request).public_id))
            return redirect(f"admin:{NAME}_given", pk, made.pk)

        shown = {"form": form}
        return self.asked(request, give, "admin/webhook_give.html", partner, _("Give a webhook"), shown)

    @method_decorator(never_cache)
    def webhook_given_view(self, request: HttpRequest, pk: int, hook: int) -> HttpResponse:
        """The address; the secret the first time only."""
        partner = self.partner_of(request, pk)
        found = get_object_or_404(WebhookEndpoint, pk=hook, partner=partner)
        shown = {"endpoint": found, "secret": take(found, by=str(account_of(request).public_id))}
        return self.page(request, "admin/webhook_given.html", partner, _("Webhook"), shown)

    def webhook_end_view(self, request: HttpRequest, pk: int, hook: int) -> HttpResponse:
        partner = self.partner_of(request, pk)
        found = WebhookEndpoint.objects.select_related("partner").filter(partner=partner, pk=hook)

        def end() -> HttpResponse:
            end_webhook(get_object_or_404(found), by=account_of(request))
            messages.success(request, _("The webhook is ended. Nothing is sent there any more."))
            return redirect("admin:accounts_partner_change", pk)

        if not found.exists() and request.method != "POST":
            messages.error(request, _("This webhook has been ended already."))
            return redirect("admin:accounts_partner_change", pk)
        shown: dict[str, Any] = {"url": found.values_list("url", flat=True).first()}
        return self.asked(request, end, "admin/webhook_end.html", partner, _("End the webhook"), shown)
