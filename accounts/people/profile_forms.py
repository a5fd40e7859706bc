"""The pages of a person's details that are plain columns of the profile."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.authorities.enums import Level
from policies.models import Authority

from .enums import Degree, SkillGrade, Title
from .models import Profile


class NameForm(forms.ModelForm):
    """The name in the identity document, in any script."""

    class Meta:
        model = Profile
        fields = ("name",)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["name"].required = True
        self.fields["name"].label = _("Name")
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class QualificationForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = ("degree", "title", "skill_grade")

    degree = forms.ChoiceField(label=_("Highest degree"), choices=Degree.choices, widget=forms.RadioSelect)
    title = forms.ChoiceField(label=_("Professional title"), choices=Title.choices, widget=forms.RadioSelect)
    skill_grade = forms.ChoiceField(
        label=_("Skill grade"),
        choices=[("", _("none")), *SkillGrade.choices],
        required=False,
        help_text=_("Only for skilled workers and technicians."),
    )


class WorkForm(forms.ModelForm):
    class Meta:
        model = Profile
        fields = ("employer_name", "city")

    employer_name = forms.CharField(
        label=_("Employer"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    city = forms.ModelChoiceField(
        label=_("City of work"),
        queryset=Authority.objects.filter(level=Level.CITY),
        empty_label=_("Please choose"),
        help_text=_("The city whose office accepts your application."),
    )


FORMS: dict[str, type[forms.ModelForm]] = {"name": NameForm, "qualification": QualificationForm, "work": WorkForm}
