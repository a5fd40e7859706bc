"""Do the components draw what their first comment promises?"""

from django import forms
from django.template.loader import render_to_string

from portal.templatetags.status_colour import COLOURS, status_colour


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the passport.")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I agree")
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def test_form_with_errors_links_each_from_the_summary_to_its_field():
    page = str(Form({}))

    assert 'role="alert"' in page
    assert '<a href="#id_name">Name:' in page
    assert '<a href="#id_kind_0">Kind:' in page
    assert '<a href="#id_agreed">I agree:' in page
    assert 'id="id_kind_0"' in page


def test_field_names_its_hint_and_its_error_for_those_who_hear_the_page():
    page = str(Form({})["name"].as_field_group())

    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_unbound_form_shows_no_summary_and_marks_what_may_stay_empty():
    page = str(Form())

    assert "error-summary" not in page
    assert page.count('class="optional"') == 1
    assert page.count('type="hidden"') == 1


def test_status_has_one_colour_and_an_unknown_one_has_none():
    named = [status for statuses in COLOURS.values() for status in statuses]

    assert len(named) == len(set(named))
    assert status_colour("approved") == "ok"
    assert status_colour("refused") == "bad"
    assert status_colour("submitted") == ""
    assert 'class="tag warn">退回补正<' in render_to_string(
        "components/status.html", {"status": "returned", "label": "退回补正"}
    )
