"""How officers look at a photo beside the name, and decide whether a counter sees it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.masking import mask_id
from portal.office_admin import ReadOnlyAdmin
from portal.workflow.admin import WorkflowAdminMixin

from ..evidence.models import Evidence
from ..organisations.enums import Role
from .models import Portrait


@admin.register(Portrait)
class PortraitAdmin(WorkflowAdminMixin, ReadOnlyAdmin):
    """Read-only but for the steps of the flow; the photo itself is for the office that decides."""

    roles = (Role.CITY_OFFICER, Role.PROVINCE_OFFICER, Role.AUDITOR)
    list_display = ("code", "holder", "whom", "status", "due_on", "created_at")
    list_filter = ("status",)
    name = "owner__profile__search"
    search_fields = ("code", "owner__profile__search")
    search_help_text = _("Number, or the holder's name or pinyin")
    ordering = ("-id",)
    fields = ("code", "status", "due_on", "holder", "tier", "whom", "birth_date", "tail", "created_at")
    readonly_fields = fields
    change_form_template = "admin/accounts/portrait/change_form.html"

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """With the photo, and the one that is shown now, beside the papers that the office has of the person."""
        found = self.get_object(request, unquote(object_id))
        shown = {"photos": _photos(found, request.user), "papers": _papers(found)} if found else {}
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Portrait]:
        return super().get_queryset(request).select_related("application__tier", "owner__profile", "member")

    @admin.display(description=_("holder"))
    def holder(self, row: Portrait) -> str:
        return row.owner.profile.name

    @admin.display(description=_("whom it shows"))
    def whom(self, row: Portrait) -> str:
        if row.member is None:
            return str(_("the holder"))
        return f"{row.member.name} ({row.member.get_relation_display()})"

    @admin.display(description=_("tier"))
    def tier(self, row: Portrait) -> str:
        return str(row.application.tier)

    @admin.display(description=_("birth date"))
    def birth_date(self, row: Portrait) -> Any:
        return row.member.birth_date if row.member else row.owner.profile.birth_date

    @admin.display(description=_("document number"))
    def tail(self, row: Portrait) -> str:
        document: Any = row.member or row.owner.identity_document
        return mask_id(document.number) if document else ""


def _photos(found: Portrait, user: Any) -> list[Portrait]:
    """The one in question, and where it waits the accepted one of before; none for whoever may not look at them."""
    of_person = Portrait.objects.visible_to(user).of_person(found.owner_id, found.member_id).live()
    return sorted(of_person, key=lambda one: one.pk != found.pk) if found.image else []


def _papers(found: Portrait) -> QuerySet[Evidence]:
    """What was sent to prove who somebody of the family is; the holder's are in the application."""
    return Evidence.objects.filter(member=found.member_id).with_pages() if found.member_id else Evidence.objects.none()
