"""How the policy administrator keeps a partner's windows, liaisons and hours: inside the partner's own form."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _

from accounts.organisations.enums import Role
from portal.catalogue_admin import CatalogueRights
from portal.recorded_admin import PlainChoices

from ..models import Liaison, OpeningHours, Window


class OneFirst(BaseInlineFormSet):
    """Liaisons, of whom one is called first."""

    def clean(self) -> None:
        super().clean()
        kept = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        if sum(row.get("is_first", False) for row in kept if not row.get("DELETE")) > 1:
            raise ValidationError(_("Only one liaison is called first."), "two_first")


class OneMore(CatalogueRights, admin.StackedInline):
    """One more row is offered, so that nothing here needs a script."""

    extra = 1

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        return self.extra if self.has_change_permission(request) else 0


class WindowInline(OneMore):
    model = Window


class LiaisonInline(PlainChoices, OneMore):
    """A liaison's account is one of the partner's desk."""

    model = Liaison
    formset = OneFirst

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        made = super().get_formset(request, obj, **kwargs)
        if "account" in made.form.base_fields:
            there = {"memberships__role": Role.DESK_STAFF, "memberships__partner": obj}
            field: Any = made.form.base_fields["account"]
            field.queryset = get_user_model().objects.filter(is_active=True, **there).order_by("email")
            read = vars(request)  # once a page, for all rows of the form and however often Django builds it
            read["staff_offered"] = read.get("staff_offered") or list(iter(field.choices))
            field.choices = read["staff_offered"]
        return made


class OpeningHoursInline(OneMore):
    model = OpeningHours
