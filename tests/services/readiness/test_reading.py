"""Do windows read what is new or changed, answer, and is a partner ready only as long as somebody there knows?"""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from portal.workflow.engine import Refusal
from services.models import Acknowledgement, Entitlement, Question, Service
from services.readiness.actions import acknowledge
from services.readiness.instructions import version_of
from services.readiness.querysets import honoured
from services.readiness.questions import questions_of
from services.readiness.states import states_of
from tests.cast import honours, staff_of
from tests.factories import PartnerFactory

PAGE, LIST = "/desk/reading/medical-green-channel/", "/desk/reading/"


@pytest.fixture
def window(hospital):
    return hospital.windows.create(name_zh="优先窗口", name_en="Priority window")


@pytest.fixture
def desk(desk_staff, as_user, window):
    browser = as_user(desk_staff)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def row_of(partner):
    return honoured().get(partner=partner)


def state_of(partner):
    row = row_of(partner)
    return states_of([row])[row.pk]


def right(page, **more):
    """The form as staff send it who know every answer."""
    form = page.context["form"]
    given = {name: asked.right for name, asked in form.asked.items()}
    windows = [str(value) for value, _name in form.fields["windows"].choices]
    return given | {"version": form.initial["version"], "windows": windows, "form_key": "k1", **more}


# -- the page ---------------------------------------------------------------------------------------------------------
def test_new_service_waits_is_read_and_makes_the_partner_ready(desk, hospital, window, desk_staff):
    assert not state_of(hospital).is_ready
    assert 'href="/desk/reading/medical-green-channel/"' in desk.get(LIST).content.decode()

    sent = right(desk.get(PAGE))
    answers = [desk.post(PAGE, sent) for _ in range(2)]

    assert [answer.url for answer in answers] == [LIST, LIST]
    row = Acknowledgement.objects.get()
    assert (row.window, row.service.slug, row.staff) == (window, "medical-green-channel", desk_staff)
    assert row.version == version_of(row_of(hospital))
    assert state_of(hospital).is_ready
    assert "All has been read." in desk.get(LIST).content.decode()


def test_wrong_answer_says_what_is_right_and_asks_again(desk, hospital):
    page = desk.post(PAGE, right(desk.get(PAGE), question_1="1"))

    assert page.status_code == 422
    text = page.content.decode()
    assert "Not quite. Right is: “The emergency, always”. Please answer once more." in text
    assert 'name="question_1"' in text
    assert not Acknowledgement.objects.exists()
    assert desk.post(PAGE, right(page)).status_code == 302


def test_window_must_be_ticked_and_be_ones_own(desk, hospital, airport):
    foreign = airport.windows.create(name_zh="入口", name_en="Entrance")

    none = desk.post(PAGE, right(desk.get(PAGE), windows=[]))
    other = desk.post(PAGE, right(desk.get(PAGE), windows=[str(foreign.public_id)]))

    assert [page.status_code for page in (none, other)] == [422, 422]
    assert "Tick the window you work at." in none.content.decode()
    assert not Acknowledgement.objects.exists()


def test_what_was_changed_while_reading_is_read_again(desk, hospital):
    sent = right(desk.get(PAGE))
    hospital.honoured.update(instructions_zh="请到三号窗口")

    page = desk.post(PAGE, sent, follow=True)

    assert "It was changed while you were reading." in page.content.decode()
    assert not Acknowledgement.objects.exists()


def test_page_shows_the_steps_of_this_partner_and_what_each_tier_gets(desk, hospital):
    hospital.honoured.update(instructions_zh="请到三号窗口", instructions_en="Go to window three", payer_en="The city")

    text = " ".join(re.sub(r"<[^>]+>", " ", desk.get(PAGE).content.decode()).split())

    assert "Go to window three" in text
    assert "Who pays The city" in text
    assert "Tier A" in text


def test_partner_without_a_window_is_told_who_enters_one(desk_staff, as_user):
    browser = as_user(desk_staff)

    assert "本单位还没有登记窗口" in browser.get(LIST).content.decode()
    assert "本单位还没有登记窗口" in browser.get(PAGE).content.decode()


def test_service_of_others_is_not_found(desk, airport):
    assert desk.get("/desk/reading/airport-lane/").status_code == 404


# -- readiness --------------------------------------------------------------------------------------------------------
def read_at(partner, window, staff):
    acknowledge(row_of(partner), [window], version=version_of(row_of(partner)), by=staff)


def test_every_open_window_must_have_read_it(hospital, window, desk_staff):
    second = hospital.windows.create(name_zh="导医台", name_en="Guide")
    read_at(hospital, window, desk_staff)
    halfway = state_of(hospital)

    second.is_active = False
    second.save()

    assert (halfway.code, halfway.read, halfway.lacking) == ("ask_liaison", 1, (second,))
    assert state_of(hospital).code == "ready"


def test_partner_without_windows_is_not_ready(hospital):
    assert state_of(hospital).code == "ask_liaison"


CHANGES = {
    "wording": lambda row: Service.objects.filter(pk=row.service_id).update(conditions_en="Only on Mondays"),
    "steps": lambda row: type(row).objects.filter(pk=row.pk).update(instructions_en="Go to window three"),
    "payer": lambda row: type(row).objects.filter(pk=row.pk).update(payer_zh="市财政"),
    "entitlement": lambda row: Entitlement.objects.filter(service=row.service, tier__letter="E").update(companions=4),
}


@pytest.mark.parametrize("what", CHANGES)
def test_change_of_what_must_be_known_is_to_be_read_again(hospital, window, desk_staff, what):
    read_at(hospital, window, desk_staff)

    CHANGES[what](row_of(hospital))

    assert not state_of(hospital).is_ready
    read_at(hospital, window, desk_staff)
    assert state_of(hospital).is_ready


def test_what_no_window_needs_to_know_changes_nothing(hospital, window, desk_staff):
    read_at(hospital, window, desk_staff)

    Service.objects.update(instructions_en="For the holder", modelled_on_en="Elsewhere")
    Question.objects.update(text_en="Another question?")

    assert state_of(hospital).is_ready


@pytest.mark.parametrize("how", ["left", "closed"])
def test_knowledge_leaves_with_who_had_it(hospital, window, desk_staff, how):
    read_at(hospital, window, desk_staff)

    if how == "left":
        desk_staff.memberships.all().delete()
    else:
        type(desk_staff).objects.filter(pk=desk_staff.pk).update(is_active=False)

    assert not state_of(hospital).is_ready


def test_staff_of_another_partner_cannot_acknowledge(hospital, window, airport):
    stranger = staff_of(airport, "airport@example.cn")

    with pytest.raises(Refusal) as refused:
        read_at(hospital, window, stranger)

    assert refused.value.code == "not_staff"
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE {} SET version = 'x'", "DELETE FROM {}"])
def test_acknowledgements_are_append_only(hospital, window, desk_staff, statement):
    read_at(hospital, window, desk_staff)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("services_acknowledgement"))


@pytest.mark.parametrize("count", [1, 3])
def test_readiness_of_a_list_costs_five_statements(catalogue, count, django_assert_num_queries):
    for _ in range(count):
        partner = honours(PartnerFactory(), "airport-lane")
        window = partner.windows.create(name_zh="窗口", name_en="Window")
        read_at(partner, window, staff_of(partner, f"{partner.slug}@example.cn"))

    with django_assert_num_queries(5):
        found = states_of(list(honoured()))

    assert [state.code for state in found.values()] == ["ready"] * count


@pytest.mark.parametrize("count", [1, 3])
def test_list_to_read_costs_the_same_for_one_service_and_three(desk, hospital, count, django_assert_num_queries):
    honours(hospital, *("airport-lane", "scenic-sites")[: count - 1])
    desk.get(LIST)

    with django_assert_num_queries(11):
        assert len(desk.get(LIST).context["waiting"]) == count


# -- the questions ----------------------------------------------------------------------------------------------------
def test_services_of_the_brief_have_questions_of_their_own(catalogue):
    written = set(Question.objects.values_list("service__slug", flat=True))

    assert {"medical-green-channel", "airport-lane", "school-place", "city-transit"} <= written
    for question in Question.objects.all():
        question.full_clean()


def test_service_without_a_question_is_asked_who_gets_it(catalogue):
    partner = honours(PartnerFactory(), "talent-apartment")

    (asked,) = questions_of(row_of(partner))

    allowed = Entitlement.objects.filter(service__slug="talent-apartment", is_allowed=True).order_by("tier__rank")
    assert asked.answer == f"{', '.join(allowed.values_list('tier__letter', flat=True))} 类"
    assert len({words for _value, words in asked.options}) == 3


def test_right_answer_is_not_always_the_first(catalogue):
    partner = honours(PartnerFactory(), *Service.objects.values_list("slug", flat=True))

    places = [
        [value for value, _words in asked.options].index(asked.right)
        for row in honoured().filter(partner=partner)
        for asked in questions_of(row)
    ]

    assert {0, 1, 2} == set(places)
