"""How officers decide about a card for somebody of a holder's family."""

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
from .models import FamilyMember


@admin.register(FamilyMember)
class FamilyMemberAdmin(WorkflowAdminMixin, ReadOnlyAdmin):
    """Read-only but for the steps of the flow; of the number only the last characters, to compare."""

    roles = (Role.CITY_OFFICER, Role.PROVINCE_OFFICER, Role.AUDITOR)
    list_display = ("code", "holder", "relation", "status", "due_on", "created_at")
    list_filter = ("status",)
    name = "sponsor__profile__search"
    search_fields = ("code", "sponsor__profile__search")
    search_help_text = _("Number, or the holder's name or pinyin")
    ordering = ("-id",)
    fields = (
        *("code", "status", "due_on", "holder", "tier", "relation", "name_of", "birth_date", "kind"),
        *("tail", "created_at"),
    )
    readonly_fields = fields

    change_form_template = "admin/accounts/familymember/change_form.html"

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """With the papers that show the relation, page by page, beside the question."""
        found = self.get_object(request, unquote(object_id))
        proofs = Evidence.objects.filter(member=found).with_pages() if found else ()
        return super().change_view(request, object_id, form_url, {"proofs": proofs, **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[FamilyMember]:
        return super().get_queryset(request).select_related("application__tier", "sponsor__profile")

    @admin.display(description=_("holder"))
    def holder(self, row: FamilyMember) -> str:
        return row.sponsor.profile.name

    @admin.display(description=_("tier"))
    def tier(self, row: FamilyMember) -> str:
        return str(row.application.tier)

    @admin.display(description=_("name"))
    def name_of(self, row: FamilyMember) -> str:
        return row.name

    @admin.display(description=_("document number"))
    def tail(self, row: FamilyMember) -> str:
        return mask_id(row.number)
