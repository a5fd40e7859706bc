"""What a talent fills in for an application, and what an officer chooses when handing a case over."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from policies.models import Criterion, Tier

from ..organisations.enums import Role
from .enums import WITH_CITY
from .models import Application


class TierForm(forms.Form):
    """Which tier."""

    tier = forms.ModelChoiceField(
        label=_("Tier"),
        queryset=Tier.objects.order_by("rank"),
        to_field_name="slug",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the tier you apply for.")},
    )


class CriteriaForm(forms.Form):
    """Which criteria of the tier the talent meets."""

    criteria = forms.ModelMultipleChoiceField(
        label=_("Which of these do you meet?"),
        queryset=Criterion.objects.none(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One is enough. For each you choose you will add a document that shows it."),
        error_messages={"required": _("Choose at least one criterion.")},
    )

    def __init__(self, *args: Any, tier: Tier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        criteria: Any = self.fields["criteria"]
        criteria.queryset = Criterion.objects.filter(tier=tier, is_active=True)
        criteria.label_from_instance = lambda row: row.text


class HandOverForm(forms.Form):
    """To which colleague of the office at whose table the case lies."""

    to = forms.ModelChoiceField(label=_("Colleague"), queryset=get_user_model().objects.none())

    def __init__(self, *args: Any, obj: Application, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = (
            {"memberships__role": Role.CITY_OFFICER, "memberships__authority": obj.city}
            if obj.status in WITH_CITY
            else {"memberships__role": Role.PROVINCE_OFFICER}
        )
        colleagues = get_user_model().objects.filter(is_active=True, **place).exclude(pk=user.pk)
        to: Any = self.fields["to"]
        to.queryset = colleagues.distinct().order_by("email")
