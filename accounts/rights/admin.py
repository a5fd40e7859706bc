"""How an auditor finds a sealed case by its number and opens it; the list itself tells nothing of anybody."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from portal.office_admin import ReadOnlyAdmin
from portal.workflow.engine import Refusal

from ..evidence.serving import HEADERS
from ..organisations.enums import Role
from ..people.caller import caller
from ..people.enums import DocumentKind
from ..people.models import Profile
from .look import open_case, open_paper
from .models import SealedCase, SealedPaper

LABELS = {
    "status": _("status"),
    "decided_on": _("decided on"),
    "tier": _("tier"),
    "city": _("city"),
    "card": _("card number"),
    "criteria": _("criteria"),
    "service": _("service"),
    "answers": _("answers"),
    "instalments": _("instalments"),
}


@admin.register(SealedCase)
class SealedCaseAdmin(ReadOnlyAdmin):
    roles = (Role.AUDITOR,)
    list_display = ("code", "kind", "sealed_at", "kept_until")
    list_filter = ("kind",)
    search_fields = ("code",)
    search_help_text = _("Number of the case")
    number = name = "code"  # it names nobody
    ordering = ("-id",)
    fields = ("code", "kind", "sealed_at", "kept_until")
    readonly_fields = fields
    change_form_template = "admin/sealed_case_change_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("content")

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        is_number = object_id.isdecimal()  # what is none is not found, and has no address to open it
        shown = {"open_url": reverse("admin:accounts_sealedcase_open", args=[object_id])} if is_number else {}
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        case = path("<int:pk>/open/", self.admin_site.admin_view(self.open_view), name="accounts_sealedcase_open")
        paper = path(
            "paper/<uuid:paper>/", self.admin_site.admin_view(self.paper_view), name="accounts_sealedpaper_open"
        )
        return [case, paper, *super().get_urls()]

    @method_decorator([require_POST, never_cache])
    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Everything in the case on a page of its own, once for each press."""
        case = get_object_or_404(SealedCase, pk=pk)
        try:
            content = open_case(case, by=caller(request))
        except Refusal as refusal:
            raise Http404 from refusal
        numbers = {paper.content.name: paper.public_id for paper in case.papers.all()}
        papers = [said | {"id": numbers.get(said["file"])} for said in content.get("papers", [])]
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": case.code, "case": case}
        return TemplateResponse(
            request, "admin/sealed_case.html", context | {"content": content, "papers": papers, "facts": facts(content)}
        )

    @method_decorator([require_POST, never_cache])
    def paper_view(self, request: HttpRequest, paper: Any) -> HttpResponse:
        """One paper, as an attachment that runs nothing."""
        found = get_object_or_404(SealedPaper.objects.select_related("case"), public_id=paper)
        try:
            about, content = open_paper(found, by=caller(request))
        except (Refusal, FileNotFoundError) as error:
            raise Http404 from error
        answer = HttpResponse(content, content_type=about["mime"], headers=HEADERS)
        answer["Content-Disposition"] = f'attachment; filename="{found.public_id}"'
        return answer


def facts(content: dict[str, Any]) -> list[tuple[str, str]]:
    """`(name, value)` of all that is neither a list of papers nor of reasons, the person's own first."""
    person = content.get("person", {})
    rows = [(name, value) for name, value in person.items() if name != "documents"]
    rows += [(row["kind"], f"{row['country']} {row['number']}") for row in person.get("documents", [])]
    rest = {name: value for name, value in content.items() if name not in {"person", "papers", "reasons"}}
    return [(_label(name), _said(value)) for name, value in [*rows, *rest.items()] if value]


def _label(name: str) -> str:
    """A column of the profile and a kind of document in the reader's words, and what a case says beside them."""
    profile = {field.name: field.verbose_name for field in Profile._meta.concrete_fields}
    return str((profile | dict(DocumentKind.choices) | LABELS).get(name, name)).capitalize()


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return " · ".join(f"{name}: {part}" for name, part in value.items())
    return " · ".join(map(_said, value)) if isinstance(value, list) else str(value)
