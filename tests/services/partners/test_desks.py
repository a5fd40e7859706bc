"""Can somebody who staffs several desks say at which one they sit, and does the choice hold?"""

import pytest

from accounts.card.actions import show_code
from accounts.models import Partner
from services.models import Check
from tests.cast import honours, staff_of
from tests.factories import MembershipFactory, PartnerFactory


@pytest.fixture
def clinic(catalogue):
    partner = PartnerFactory(slug="clinic", name_zh="示范门诊部", name_en="Demonstration Clinic")
    return honours(partner, "medical-green-channel")


@pytest.fixture
def nurse(hospital, clinic):
    """Staffs the hospital first, then the clinic."""
    user = staff_of(hospital, "nurse@example.cn")
    MembershipFactory(user=user, role="desk_staff", partner=clinic)
    return user


@pytest.fixture
def browser(nurse, as_user):
    browser = as_user(nurse)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def in_use(browser):
    return browser.get("/desk/").context["partner"].slug


def choose(browser, partner):
    return browser.post("/desk/choose/", {"desk": str(partner.public_id)}, follow=True)


def test_staff_of_one_desk_are_asked_nothing(desk_staff, as_user):
    page = as_user(desk_staff).get("/desk/")

    assert page.context["choice"] is None
    assert 'id="choose-form"' not in page.content.decode()


def test_desk_in_use_is_the_first_and_the_others_are_offered(browser, hospital, clinic):
    page = browser.get("/desk/")

    assert page.context["partner"] == hospital
    assert [str(label) for _, label in page.context["choice"].fields["desk"].choices] == [hospital.name, clinic.name]
    assert f'<option value="{hospital.public_id}" selected>' in page.content.decode()


def test_chosen_desk_is_kept_and_checks_are_made_there(browser, clinic, card):
    page = choose(browser, clinic)

    assert "You are now at the desk of Demonstration Clinic." in page.content.decode()
    assert in_use(browser) == "clinic"
    browser.post("/desk/check/", {"code": show_code(card)[0], "service": "medical-green-channel", "form_key": "k1"})
    assert Check.objects.get().partner == clinic
    assert browser.get("/desk/requests/").context["partner"] == clinic


def test_check_of_the_desk_before_can_still_be_finished(browser, clinic, card):
    made = {"code": show_code(card)[0], "service": "medical-green-channel", "form_key": "k1"}
    page = browser.post("/desk/check/", made).url

    choose(browser, clinic)

    assert browser.get(page).status_code == 200


@pytest.mark.parametrize("wrong", ["school", "not-an-id", ""])
def test_desk_of_others_cannot_be_chosen(browser, school, wrong):
    value = str(school.public_id) if wrong == "school" else wrong

    page = browser.post("/desk/choose/", {"desk": value}, follow=True)

    assert page.context["partner"].slug == "hospital"
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_desk_no_longer_staffed_falls_back(browser, nurse, clinic):
    choose(browser, clinic)

    nurse.memberships.get(partner=clinic).delete()

    assert in_use(browser) == "hospital"


@pytest.mark.parametrize(("closed", "left"), [("clinic", "hospital"), ("hospital", "clinic")])
def test_closed_desk_falls_back_to_an_open_one(browser, clinic, closed, left):
    choose(browser, Partner.objects.get(slug=closed))

    Partner.objects.filter(slug=closed).update(is_active=False)

    assert in_use(browser) == left


def test_desk_where_no_card_is_used_leads_to_its_requests_and_from_there_to_the_others(school, hospital, as_user):
    teacher = staff_of(school, "teacher@example.cn")
    MembershipFactory(user=teacher, role="desk_staff", partner=hospital)
    browser = as_user(teacher)
    choose(browser, school)

    page = browser.get("/desk/", follow=True)

    assert page.redirect_chain == [("/desk/requests/", 302)]
    assert f'<option value="{school.public_id}" selected>' in page.content.decode()
    assert choose(browser, hospital).context["partner"] == hospital
    assert in_use(browser) == "hospital"


def test_talent_has_no_desk_to_choose(talent, as_user, hospital):
    assert choose(as_user(talent), hospital).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_desk_with_a_choice_costs_one_statement_more(browser, card, rows, django_assert_num_queries):
    for number in range(rows):
        made = {"code": show_code(card)[0], "service": "medical-green-channel", "form_key": f"k{number}"}
        browser.post("/desk/check/", made)
    browser.get("/desk/")

    with django_assert_num_queries(8):
        browser.get("/desk/")
