"""How officers look a person up who applied to them: read-only, each look recorded, the number on request alone."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.organisations.enums import Role
from portal.admin_paging import KeysetAdminMixin
from portal.audit.chain import append
from portal.masking import mask_id
from portal.workflow.engine import Refusal

from .caller import caller
from .countries import country_name
from .identity import show_identity
from .models import Profile
from .querysets import talents_of


@admin.register(Profile)
class PersonAdmin(KeysetAdminMixin, admin.ModelAdmin):
    list_display = ("name", "city", "employer_name", "degree", "title")
    list_select_related = ("city", "user")
    ordering = ("id",)
    search_fields = ("search",)
    search_help_text = _("Name or its pinyin, for example 李明远 or limingyuan.")
    fields = (
        *("name", "birth_date", "nationality", "document", "degree", "title", "skill_grade"),
        *("employer_name", "city", "email", "phone"),
    )
    readonly_fields = fields
    change_form_template = "admin/person_change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Profile]:
        return Profile.objects.filter(user__in=talents_of(caller(request))).select_related("city", "user")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return caller(request).has_role(Role.CITY_OFFICER) or caller(request).has_role(Role.PROVINCE_OFFICER)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("identity document"))
    def document(self, profile: Profile) -> str:
        held = profile.user.identity_document
        return f"{held.get_kind_display()} {mask_id(held.number)}" if held else "–"

    @admin.display(description=_("nationality"))
    def nationality(self, profile: Profile) -> str:
        return country_name(profile.country)

    @admin.display(description=_("e-mail"))
    def email(self, profile: Profile) -> str:
        return profile.user.email

    @admin.display(description=_("telephone"))
    def phone(self, profile: Profile) -> str:
        return profile.user.phone or "–"

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """Opening a person is itself recorded, and shown to that person."""
        profile = self.get_object(request, unquote(object_id))
        shown: dict[str, Any] = {}
        if profile is not None and request.method != "POST" and self.has_view_permission(request, profile):
            append(profile.user, "person_opened", by=caller(request))
            shown = {"identity_url": reverse("admin:accounts_profile_identity", args=[profile.pk])}
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.identity_view)
        return [path("<int:pk>/identity/", view, name="accounts_profile_identity"), *super().get_urls()]

    @method_decorator([require_POST, never_cache])
    def identity_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The full number on a page of its own, once for each press, or why not."""
        profile = self.get_object(request, str(pk))
        if profile is None or not self.has_view_permission(request, profile):
            raise Http404
        context = {**self.admin_site.each_context(request), "profile": profile, "opts": self.opts}
        try:
            context["number"] = show_identity(profile.user, by=caller(request))
        except Refusal as refusal:
            context["refusal"] = str(refusal)
        return TemplateResponse(request, "admin/person_identity.html", context | {"title": profile.name})
