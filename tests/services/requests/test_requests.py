"""Does a school place and a home subsidy go from the talent to the desk that answers, and back?"""

import datetime as dt
from decimal import Decimal

import pytest

from accounts.models import Profile
from portal.audit.models import History
from portal.notifications.models import InboxMessage
from portal.workflow.engine import Refusal, perform
from services.models import Instalment, SchoolPlace, Service, ServiceRequest
from services.requests.actions import ask, mend
from services.requests.answers import form_for
from services.subsidies.rules import amount_for, halves
from tests.cast import person, staff_of
from tests.factories import CardFactory

CHILD = {"child_name": "李小雪", "child_birth_date": "2020-03-01", "stage": "primary", "wanted_school": "school"}
HOME = {
    "home_address": "南岗区示范路 1 号",
    "contract_number": "HT-1",
    "purchased_on": "2026-05-01",
    "price_yuan": "850000",
}


def answers(slug, card, data):
    form = form_for(slug, card, data)
    assert form.is_valid(), form.errors
    return form.row()


@pytest.fixture
def place(card, school):
    def make(**more):
        service = Service.objects.get(slug="school-place")
        return ask(card, service, answers=answers("school-place", card, CHILD | more), by=card.talent)

    return make


@pytest.fixture
def subsidy(card):
    service = Service.objects.get(slug="home-purchase-subsidy")
    return ask(card, service, answers=answers("home-purchase-subsidy", card, HOME), by=card.talent)


def test_place_of_tier_b_lies_at_the_wanted_school_with_its_deadline(place, school, school_staff, clock):
    made = place()

    assert (made.partner, made.status, str(made.due_on)) == (school, "submitted", "2026-12-04")
    assert InboxMessage.objects.filter(user=school_staff, template="request_submitted_desk").count() == 1


def test_place_of_tier_d_lies_at_the_bureau_which_names_the_school(school, bureau, catalogue):
    from policies.models import Tier

    card = CardFactory(talent=person("d@example.cn"), tier=Tier.objects.get(slug="d"))
    service = Service.objects.get(slug="school-place")
    made = ask(card, service, answers=answers("school-place", card, CHILD), by=card.talent)
    assert made.partner == bureau

    perform(made, "grant", by=staff_of(bureau, "bureau@example.cn"), data={"school": school})

    assert SchoolPlace.objects.get().given_school == school


def test_one_place_a_child_and_stage_until_it_is_declined(place, school_staff):
    made = place()
    with pytest.raises(Refusal) as refused:
        place()
    assert refused.value.code == "already_asked"
    assert ServiceRequest.objects.count() == 1

    perform(made, "decline", by=school_staff, reason="今年无空余学位")

    assert place().status == "submitted"


def test_returned_request_is_mended_and_keeps_its_number(place, school_staff, card):
    made = perform(place(), "return", by=school_staff, reason="出生日期与户口簿不一致")
    corrected = answers("school-place", card, CHILD | {"child_birth_date": "2020-04-01"})

    after = mend(made, answers=corrected, by=card.talent)

    assert (after.code, after.status) == (made.code, "submitted")
    assert SchoolPlace.objects.get().child_birth_date == dt.date(2020, 4, 1)


MATRIX = {  # (status, step) -> who may; everybody else is refused and nothing is written
    ("submitted", "grant"): {"school"},
    ("submitted", "decline"): {"school"},
    ("submitted", "return"): {"school"},
    ("submitted", "withdraw"): {"talent"},
    ("returned", "withdraw"): {"talent"},
    ("returned", "submit"): {"talent"},
    ("returned", "grant"): set(),
    ("granted", "decline"): set(),
    ("granted", "withdraw"): set(),
    ("declined", "grant"): set(),
    ("withdrawn", "submit"): set(),
}


@pytest.mark.parametrize(("status", "step"), MATRIX)
@pytest.mark.parametrize("actor", ["talent", "school", "hospital", "city", "stranger"])
def test_step_by_each_actor_is_done_or_leaves_no_trace(
    place, card, school_staff, desk_staff, city_officer, other_talent, status, step, actor
):
    people = {
        "talent": card.talent,
        "school": school_staff,
        "hospital": desk_staff,
        "city": city_officer,
        "stranger": other_talent,
    }
    made = place()
    ServiceRequest.objects.filter(pk=made.pk).update(status=status)
    made.refresh_from_db()
    before = (History.objects.count(), InboxMessage.objects.count())

    if actor in MATRIX[status, step]:
        assert perform(made, step, by=people[actor], reason="说明").status != status
        return
    with pytest.raises(Refusal):
        perform(made, step, by=people[actor], reason="说明")
    made.refresh_from_db()
    assert (made.status, (History.objects.count(), InboxMessage.objects.count())) == (status, before)


def test_granted_subsidy_has_two_halves_twelve_months_apart(subsidy, city_officer, clock):
    perform(subsidy, "grant", by=city_officer)

    parts = Instalment.objects.order_by("number").values_list("number", "amount_yuan", "planned_on", "status")
    assert list(parts) == [
        (1, Decimal("50000.00"), dt.date(2026, 11, 20), "planned"),
        (2, Decimal("50000.00"), dt.date(2027, 11, 20), "planned"),
    ]


def test_second_half_is_not_confirmed_before_its_day_nor_by_another_city(
    subsidy, city_officer, other_city_officer, clock
):
    perform(subsidy, "grant", by=city_officer)
    second = Instalment.objects.get(number=2)

    with pytest.raises(Refusal) as early:
        perform(second, "confirm", by=city_officer)
    clock.move_to(dt.datetime(2027, 11, 22, 10, tzinfo=dt.UTC))
    with pytest.raises(Refusal) as stranger:
        perform(second, "confirm", by=other_city_officer)

    assert (early.value.code, stranger.value.code) == ("not_due", "not_allowed")
    assert perform(second, "confirm", by=city_officer).status == "confirmed"


@pytest.mark.parametrize(
    ("degree", "price", "amount"),
    [
        ("doctorate", 850_000, 100_000),
        ("master", 850_000, 50_000),
        ("bachelor", 20_000, 20_000),
        ("junior_college", 850_000, None),
        ("", 850_000, None),
    ],
)
def test_amount_goes_by_degree_and_never_above_the_price(degree, price, amount):
    assert amount_for(degree, Decimal(price)) == (None if amount is None else Decimal(amount))


def test_halves_add_up_to_the_fen_and_a_leap_day_comes_back():
    parts = halves(Decimal("0.03"), dt.date(2028, 2, 29))

    assert sum(amount for amount, _day in parts) == Decimal("0.03")
    assert [day for _amount, day in parts] == [dt.date(2028, 2, 29), dt.date(2029, 2, 28)]


def test_pages_of_a_request_lead_from_asking_to_the_answer(card, school, school_staff, as_user):
    browser, desk = as_user(card.talent), as_user(school_staff)

    agreed = CHILD | {"consent": "on", "form_key": "a"}

    wrong = browser.post("/me/requests/new/school-place/", agreed | {"child_birth_date": "1990-01-01"})
    assert wrong.status_code == 422
    assert "李小雪" in wrong.content.decode()
    sent = browser.post("/me/requests/new/school-place/", agreed)
    twice = browser.post("/me/requests/new/school-place/", agreed)
    assert sent.url == twice.url
    made = ServiceRequest.objects.get()
    assert made.code in desk.get("/desk/requests/").content.decode()
    assert "李小雪" in desk.get(f"/desk/requests/{made.code}/").content.decode()
    desk.post(f"/desk/requests/{made.code}/grant/", {"form_key": "b"})

    made.refresh_from_db()
    assert made.status == "granted"
    assert browser.get(sent.url).status_code == 200


def test_strangers_and_other_desks_find_no_request(place, desk_staff, other_talent, as_user):
    made = place()

    assert as_user(other_talent).get(f"/me/requests/{made.code}/").status_code == 404
    assert as_user(desk_staff).get(f"/desk/requests/{made.code}/").status_code == 404


def test_without_a_degree_the_subsidy_says_what_to_do(card, as_user):
    Profile.objects.filter(user=card.talent).update(degree="")

    answer = as_user(card.talent).post("/me/requests/new/home-purchase-subsidy/", HOME | {"form_key": "a"})

    assert answer.status_code == 422
    assert ServiceRequest.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_requests_cost_the_same(place, card, school_staff, rows, as_user, django_assert_num_queries):
    for number in range(rows):
        place(child_name=f"李小雪{number}")
    browser, desk = as_user(card.talent), as_user(school_staff)
    browser.get("/me/requests/"), desk.get("/desk/requests/")

    with django_assert_num_queries(7):
        assert browser.get("/me/requests/").content.decode().count("FW-") == 2 * rows
    with django_assert_num_queries(8):  # one for what a code is checked for there
        assert desk.get("/desk/requests/").content.decode().count("FW-") == 2 * rows


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("page", "statements"), [("/me/", 18), ("/me/cases/", 9)])
def test_pages_with_what_is_open_cost_the_same(place, card, as_user, page, statements, rows, django_assert_num_queries):
    for number in range(rows):
        place(child_name=f"李小雪{number}")
    browser = as_user(card.talent)
    browser.get(page)

    with django_assert_num_queries(statements):
        assert len(browser.get(page).context["requests"]) == rows
