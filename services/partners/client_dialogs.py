"""How the policy administrator gives a partner's system its OAuth client, and ends it: a dialog each, by POST."""

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.signed_in import account_of

from ..models import PartnerClient
from .client_forms import ClientForm, NewClientForm
from .clients import change_client, end_client, give_client
from .dialogs import PartnerDialogs
from .secret_once import put_aside, take

NAME = "accounts_partner_client"


class ClientDialogsMixin(PartnerDialogs, admin.ModelAdmin):
    """Named before the admin of partners. Whoever may not change a partner finds none of this."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/client/", view(self.give_view), name=f"{NAME}_give"),
            path("<int:pk>/client/<int:link>/", view(self.given_view), name=f"{NAME}_given"),
            path("<int:pk>/client/<int:link>/change/", view(self.change_client_view), name=f"{NAME}_change"),
            path("<int:pk>/client/<int:link>/end/", view(self.end_view), name=f"{NAME}_end"),
            *super().get_urls(),
        ]

    def give_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        partner, title = self.partner_of(request, pk), _("Give an API client")
        form = NewClientForm(request.POST if request.method == "POST" else None, partner=partner)
        shown = {"form": form, "others": PartnerClient.objects.filter(partner=partner).exists()}

        def give() -> HttpResponse:
            if not form.is_valid():
                return self.page(request, "admin/client_give.html", partner, title, shown)
            link, secret = give_client(partner, **form.cleaned_data, by=account_of(request))
            put_aside(link, secret, by=str(account_of(request).public_id))
            return redirect(f"admin:{NAME}_given", pk, link.pk)

        return self.asked(request, give, "admin/client_give.html", partner, title, shown)

    @method_decorator(never_cache)
    def given_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        """The client id and the token address; the secret the first time only."""
        partner = self.partner_of(request, pk)
        found = get_object_or_404(PartnerClient, pk=link, partner=partner)
        shown = {
            "client_id": found.client_id,
            "secret": take(found, by=str(account_of(request).public_id)),
            "token_url": settings.PUBLIC_URL + reverse("idp:oidc:token"),
        }
        return self.page(request, "admin/client_given.html", partner, _("API client"), shown)

    def change_client_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        partner, title = self.partner_of(request, pk), _("Change the API client")
        found = get_object_or_404(PartnerClient.objects.select_related("account", "partner"), pk=link, partner=partner)
        now = {name: getattr(found, name) for name in ("expires_on", "addresses", "window")}
        now["scopes"] = found.scopes.split()
        form = ClientForm(request.POST if request.method == "POST" else None, initial=now, partner=partner)
        shown = {"form": form, "client_id": found.client_id}

        def change() -> HttpResponse:
            if not form.is_valid():
                return self.page(request, "admin/client_change.html", partner, title, shown)
            change_client(found, **form.cleaned_data, by=account_of(request))
            messages.success(request, _("This holds from the next call on."))
            return redirect("admin:accounts_partner_change", pk)

        return self.asked(request, change, "admin/client_change.html", partner, title, shown)

    def end_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        partner = self.partner_of(request, pk)
        found = PartnerClient.objects.select_related("client", "account", "partner").filter(partner=partner, pk=link)

        def end() -> HttpResponse:
            end_client(get_object_or_404(found), by=account_of(request))
            messages.success(request, _("The client is ended. Its system is refused from now on."))
            return redirect("admin:accounts_partner_change", pk)

        if not found.exists() and request.method != "POST":
            messages.error(request, _("This client has been ended already."))
            return redirect("admin:accounts_partner_change", pk)
        shown = {"client_id": found.values_list("client_id", flat=True).first()}
        return self.asked(request, end, "admin/client_end.html", partner, _("End the API client"), shown)
