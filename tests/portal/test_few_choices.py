"""Is a choice among thousands offered a few at a time, found by name, and never lost?"""

import pytest
from django import forms
from django.test import RequestFactory

from accounts.models import Partner
from portal import few_choices
from portal.few_choices import FewChoiceField, few_of
from tests.factories import PartnerFactory

pytestmark = pytest.mark.django_db


class Form(forms.Form):
    school = FewChoiceField(queryset=Partner.objects.none(), to_field_name="slug", empty_label=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = Partner.objects.all()
        self.fields["school"].order = ("name_zh", "slug")


@pytest.fixture
def schools(catalogue, monkeypatch):
    monkeypatch.setattr(few_choices, "MOST", 2)
    return [PartnerFactory(slug=f"school-{sign}", name_zh=f"示范{sign}小学") for sign in "丙乙甲"]


def offered(form, q=""):
    field = few_of(form, RequestFactory().get("/", {"q": q}))
    return [str(value) for value, _label in field.choices], field.is_searched


def test_first_few_are_offered_and_the_others_searched_for(schools):
    assert offered(Form()) == (["school-丙", "school-乙"], True)
    assert offered(Form(), "没有") == ([], True)
    assert offered(Form(), "sfjxx") == (["school-甲"], True)
    assert offered(Form(), "小学")[0] == ["school-丙", "school-乙"]


def test_few_are_offered_without_a_search(schools):
    schools[0].delete()

    assert offered(Form()) == (["school-乙", "school-甲"], False)


def test_row_that_is_not_offered_can_be_chosen_and_stays_chosen(schools):
    form = Form({"school": "school-甲"})

    assert form.is_valid()
    assert form.cleaned_data["school"] == schools[2]
    assert offered(form) == (["school-丙", "school-乙", "school-甲"], True)
    assert 'value="school-甲" selected' in str(form["school"])


def test_what_nobody_could_choose_is_not_offered(schools):
    form = Form({"school": "nothing"})

    assert not form.is_valid()
    assert offered(form)[0] == ["school-丙", "school-乙"]


def test_form_without_such_a_field_has_none():
    assert few_of(forms.Form(), RequestFactory().get("/")) is None
    assert few_of(None, RequestFactory().get("/")) is None


def test_search_keeps_what_else_the_address_says():
    asked = RequestFactory().get("/", {"q": "x", "for": "child"})

    assert few_of(Form(), asked).kept == [("for", "child")]
