"""What have the dialogs about a partner in common? Who finds them, how they ask, and that a POST acts once."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.models import Partner
from portal.recorded_admin import guarded


class PartnerDialogs(admin.ModelAdmin):
    """Mixed into the admin of partners by each room that has dialogs there."""

    def asked(
        self,
        request: HttpRequest,
        act: Callable[[], HttpResponse],
        template: str,
        partner: Partner,
        title: str,
        shown: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """GET asks, POST acts."""
        if request.method == "POST":
            return guarded(request, act)
        return self.page(request, template, partner, title, shown or {})

    def partner_of(self, request: HttpRequest, pk: int) -> Partner:
        partner = get_object_or_404(Partner, pk=pk)
        if not self.has_change_permission(request, partner):
            raise Http404
        return partner

    def page(
        self, request: HttpRequest, template: str, partner: Partner, title: str, shown: dict[str, Any]
    ) -> HttpResponse:
        page = {**self.admin_site.each_context(request), **shown, "opts": self.opts, "title": title}
        back = reverse("admin:accounts_partner_change", args=[partner.pk])
        return TemplateResponse(request, template, page | {"original": partner, "back": back})
