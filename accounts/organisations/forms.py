"""What the policy administrator enters to give an account a standing: its e-mail, the role, and the one place."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from .models import Membership
from .rules import may_stand, place_of

if TYPE_CHECKING:
    from accounts.people.models import User


class MembershipForm(forms.ModelForm):
    """`by` is set by the admin: who gives it."""

    by: "User"
    email = forms.EmailField(
        label=_("E-mail of the account"),
        help_text=_("The person has registered with it, for example nurse@example.cn."),
    )

    class Meta:
        model = Membership
        fields = ("role", "authority", "partner", "employer")
        help_texts = {
            "authority": _("For officials, for example 哈尔滨市."),
            "partner": _("For desk staff and programmers, for example 省示范第一医院."),
            "employer": _("For an employer's specialist, for example 省示范装备公司."),
        }

    def clean_email(self) -> Any:
        """The account."""
        user = get_user_model()._default_manager.filter(email=self.cleaned_data["email"].lower()).first()
        if user is None:
            raise forms.ValidationError(
                _("No account has this e-mail. Ask the person to register first, then add the membership."),
                "unknown_account",
            )
        return user

    def clean(self) -> dict[str, Any]:
        """Role and place fit (the table's own rule says so, too), and the rules of standing allow it."""
        given = super().clean() or {}
        user, role = given.get("email"), given.get("role")
        place = given.get(place_of(role)) if role else None
        if user and role and place and not (verdict := may_stand(user, role, place, by=self.by)):
            self.add_error("email", forms.ValidationError(str(verdict.message), verdict.code))
        return given
