"""What whoever grants a request is asked before it is granted."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.organisations.enums import PartnerKind
from portal.few_choices import FewChoiceField

from .rules import SCHOOL_PLACE

if TYPE_CHECKING:
    from .models import ServiceRequest


class GrantForm(forms.Form):
    """A bureau names the school it found; a school grants its own place."""

    school = FewChoiceField(label=_("School"), queryset=Partner.objects.none())

    def __init__(self, *args: Any, obj: "ServiceRequest", user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if obj.service.slug == SCHOOL_PLACE and obj.partner and obj.partner.kind == PartnerKind.BUREAU:
            here = Partner.objects.filter(kind=PartnerKind.SCHOOL, is_active=True, city=obj.city)
            school: Any = self.fields["school"]
            school.queryset, school.order = here.filter(honoured__service=obj.service), ("name_zh", "slug")
            school.initial = obj.school_place.wanted_school
        else:
            del self.fields["school"]
