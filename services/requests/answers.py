"""What a request for each service must say: one form for the page, for the API and for its JSON schema."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Card, Partner
from accounts.organisations.enums import PartnerKind
from portal.few_choices import FewChoiceField

from ..catalogue.models import Service
from ..subsidies.models import HomeSubsidy
from ..subsidies.rules import amount_for
from .enums import Stage
from .models import SchoolPlace
from .once import index_of
from .rules import DETAILS, HOME_SUBSIDY, SCHOOL_PLACE, answers_of

OLDEST_CHILD_YEARS = 18


class SchoolPlaceForm(forms.Form):
    """One child, one stage, one wanted school in the talent's city."""

    child_name = forms.CharField(label=_("Child's name"), max_length=60, help_text=_("As in the household register."))
    child_birth_date = forms.DateField(
        label=_("Child's birth date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices, widget=forms.RadioSelect)
    wanted_school = FewChoiceField(
        label=_("Wanted school"), queryset=Partner.objects.none(), to_field_name="slug", empty_label=None
    )

    def __init__(self, *args: Any, card: Card, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card
        wanted: Any = self.fields["wanted_school"]
        wanted.queryset, wanted.order = schools_of(card), ("name_zh", "slug")

    def clean_child_birth_date(self) -> Any:
        born = self.cleaned_data["child_birth_date"]
        today = timezone.localdate()
        if born > today or born.year < today.year - OLDEST_CHILD_YEARS:
            raise forms.ValidationError(_("Enter the birth date of a child under 18."))
        return born

    def row(self) -> SchoolPlace:
        """The answers as a row, not yet saved."""
        data = {name: self.cleaned_data[name] for name in self.base_fields}
        index = index_of(data["child_name"], data["child_birth_date"])
        return SchoolPlace(talent=self.card.talent, child_index=index, **data)


class HomeSubsidyForm(forms.Form):
    """The home that was bought; the degree is the one in the profile."""

    home_address = forms.CharField(label=_("Address of the home"), max_length=200)
    contract_number = forms.CharField(
        label=_("Number of the purchase contract"), max_length=60, help_text=_("On the first page of the contract.")
    )
    purchased_on = forms.DateField(
        label=_("Bought on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    price_yuan = forms.DecimalField(
        label=_("Price in yuan"), min_value=1, max_digits=12, decimal_places=2, help_text=_("For example 850000.")
    )

    def __init__(self, *args: Any, card: Card, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.card = card

    def clean_purchased_on(self) -> Any:
        day = self.cleaned_data["purchased_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The home must have been bought already."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "price_yuan" in cleaned and amount_for(self._degree, cleaned["price_yuan"]) is None:
            raise forms.ValidationError(
                _("The subsidy is given from a bachelor's degree upwards. Enter your degree in your profile first.")
            )
        return cleaned

    @property
    def _degree(self) -> str:
        return self.card.talent.profile.degree

    def row(self) -> HomeSubsidy:
        """The answers as a row with the amount found, not yet saved; `clean()` has seen that there is one."""
        amount: Any = amount_for(self._degree, self.cleaned_data["price_yuan"])
        data = {name: self.cleaned_data[name] for name in self.base_fields}
        return HomeSubsidy(talent=self.card.talent, degree=self._degree, amount_yuan=amount, **data)


FORMS: dict[str, type[SchoolPlaceForm] | type[HomeSubsidyForm]] = {
    SCHOOL_PLACE: SchoolPlaceForm,
    HOME_SUBSIDY: HomeSubsidyForm,
}


def schools_of(card: Card) -> Any:
    """The schools in the holder's city that honour the service, whose key is looked up first: of a name the planner
    does not know that most places honour it."""
    service = Service.objects.filter(slug=SCHOOL_PLACE).values_list("pk", flat=True).first()
    schools = Partner.objects.filter(kind=PartnerKind.SCHOOL, is_active=True, city=card.talent.profile.city)
    return schools.filter(honoured__service=service, honoured__is_active=True).order_by("name_zh", "slug")


def form_for(slug: str, card: Card, *args: Any, **kwargs: Any) -> Any:
    """The form of a service, bound if data is given. KeyError: the service cannot be requested here."""
    return FORMS[slug](*args, card=card, **kwargs)


def details_of(request: Any) -> dict[str, Any]:
    """The answers of a request under the names its pages use; the other service's are None."""
    return {name: getattr(request, name, None) for name in DETAILS.values()}


def first_answers(request: Any) -> dict[str, Any]:
    """What was answered so far, as the form shows it again."""
    row = answers_of(request)
    form = FORMS[request.service.slug]
    values = {name: getattr(row, name) for name in form.base_fields}
    return {name: getattr(value, "slug", value) for name, value in values.items()}
