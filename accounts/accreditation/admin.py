"""The officers' side of an application: a queue by deadline in tabs, and the case on one screen."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.chain import append
from portal.office_admin import ReadOnlyAdmin
from portal.signed_in import account_of
from portal.workflow.admin import WorkflowAdminMixin
from portal.workflow.buttons import buttons
from portal.workflow.engine import Refusal
from portal.workflow.story import office_story

from ..organisations.enums import Role
from ..people.identity import show_identity
from .case import case_context
from .models import Application
from .queues import queue_named, tabs


@admin.register(Application)
class ApplicationAdmin(WorkflowAdminMixin, ReadOnlyAdmin):
    """Opening a case is logged; every step has its dialog; the full identity number is shown by a logged POST."""

    roles = (Role.CITY_OFFICER, Role.PROVINCE_OFFICER, Role.AUDITOR)
    change_list_template = "admin/accounts/application/queue.html"
    list_display = ("code", "applicant", "tier", "city", "status", "due_on", "officer")
    search_fields = ("code", "talent__profile__search")
    search_help_text = _("Number, name or pinyin")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.identity_view)
        return [path("<int:pk>/identity/", view, name="accounts_application_identity"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        queue = getattr(request, "queue", None)
        rows = queue.rows(request.user) if queue else super().get_queryset(request)
        return rows.select_related("tier", "city", "officer", "talent__profile")

    def order_of_list(self, request: HttpRequest) -> tuple[str, ...]:
        queue = getattr(request, "queue", None)
        return queue.order if queue else ("-id",)

    @admin.display(description=_("applicant"))
    def applicant(self, row: Application) -> str:
        return row.talent.own_profile.name

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The tab's rows; a search looks through all the officer may see."""
        queue = queue_named(request.GET.get("queue"))
        self._queue_of_request(request, queue)
        extra = {"tabs": tabs(request.user, queue), "queue": queue.name, "title": _("Applications")}
        return super().changelist_view(request, {**extra, **(extra_context or {})})

    def _queue_of_request(self, request: HttpRequest, queue: Any) -> None:
        words: Any = request.GET.copy()
        words.pop("queue", None)
        request.GET = words
        if not words.get("q"):
            vars(request)["queue"] = queue

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """The case; that it was opened, and by whom, stands in its history."""
        application = self._case(request, object_id)
        with transaction.atomic():
            append(application, "case_opened", by=request.user)
        return self._page(request, application)

    def identity_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST: the full number, once, and a row in the person's history."""
        application = self._case(request, str(pk))
        if request.method != "POST":
            return redirect("admin:accounts_application_change", pk)
        try:
            number = show_identity(application.talent, by=account_of(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:accounts_application_change", pk)
        return self._page(request, application, number=number)

    def _case(self, request: HttpRequest, object_id: str) -> Application:
        application = self.get_object(request, object_id)
        if application is None or not self.has_view_permission(request, application):
            raise Http404
        return application

    def _page(self, request: HttpRequest, application: Application, number: str = "") -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **case_context(application, request.user, queue_named(request.GET.get("queue"))),
            "opts": self.opts,
            "title": application.code,
            "number": number,
            "buttons": buttons(application, request.user, lambda name: self.step_url(application, name)),
            "story": office_story(application),
            "list_url": reverse("admin:accounts_application_changelist"),
        }
        return TemplateResponse(request, "admin/accounts/application/case.html", context)
