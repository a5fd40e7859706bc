"""Do drills reach open windows now and then, are they scanned and served like a card, and count nowhere else?"""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.notifications.models import InboxMessage
from portal.workflow.engine import Refusal
from services.models import Allowance, Check, Drill, DrillAnswer, Use
from services.readiness.actions import answer_drill, send_drill
from services.readiness.sending import send_some
from services.readiness.tasks import send_drills
from tests.cast import staff_of
from tests.services.readiness.test_hours import open_from
from tests.services.readiness.test_reading import read_at, row_of, state_of

ALWAYS, NEVER = 0.0, 0.999
DAY = dt.timedelta(days=1)


@pytest.fixture
def window(hospital, clock):
    """Open on working days until five, and it is a Friday morning."""
    open_from(hospital, "mon tue wed thu fri", ("08:00", "17:00"))
    return hospital.windows.create(name_zh="优先窗口", name_en="Priority window")


@pytest.fixture
def nurse(desk_staff, window):
    read_at(window.partner, window, desk_staff)
    return desk_staff


@pytest.fixture
def desk(nurse, as_user):
    browser = as_user(nurse)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def sent_to(window, *, is_eligible=True):
    return send_drill(row_of(window.partner), window, is_eligible=is_eligible)


def scan(desk, drill):
    return desk.post("/desk/check/", {"code": drill.code, "service": drill.service.slug, "form_key": "k1"})


# -- at the desk ------------------------------------------------------------------------------------------------------
def test_staff_are_told_and_find_the_card(desk, nurse, window):
    drill = sent_to(window)

    message = InboxMessage.objects.get(user=nurse, template="drill_sent")
    page = desk.get(message.context["url"])

    assert drill.code[:4] in page.content.decode()
    assert "It counts in no statistics" in page.content.decode()


@pytest.mark.parametrize(
    ("is_eligible", "outcome", "says", "is_passed"),
    [
        (True, "served", "Yes, please serve", True),
        (True, "refused", "Yes, please serve", False),
        (False, "refused", "The card is suspended", True),
        (False, "served", "The card is suspended", False),
    ],
)
def test_card_of_a_drill_is_scanned_and_answered_once(desk, window, is_eligible, outcome, says, is_passed):
    drill = sent_to(window, is_eligible=is_eligible)

    page = scan(desk, drill).url
    answer = desk.get(page).content.decode()
    for key in ("u1", "u1", "u2"):
        desk.post(page, {"outcome": outcome, "form_key": key})

    assert says in answer
    assert DrillAnswer.objects.get().outcome == outcome
    assert ("Passed. Thank you." in desk.get(page).content.decode()) is is_passed
    assert state_of(window.partner).is_ready is is_passed


def test_drill_writes_no_check_no_use_and_no_allowance(desk, window):
    drill = sent_to(window)

    desk.post(scan(desk, drill).url, {"outcome": "served", "form_key": "u1"})

    assert [rows.objects.count() for rows in (Check, Use, Allowance)] == [0, 0, 0]


def test_drill_of_another_partner_is_an_unknown_code_and_its_pages_are_not_found(window, airport, as_user, nurse):
    drill, stranger = sent_to(window), as_user(staff_of(airport, "airport@example.cn"))

    stranger.post("/desk/check/", {"code": drill.code, "service": "airport-lane", "form_key": "k1"})

    assert Check.objects.get().reason == "unknown_code"
    pages = [f"/desk/drills/{drill.public_id}/", f"/desk/drills/{drill.public_id}/card/"]
    assert [stranger.get(page).status_code for page in pages] == [404, 404]


# -- what it says of a window -----------------------------------------------------------------------------------------
def test_drill_nobody_answers_makes_the_window_unready_until_one_is_passed(window, nurse, clock):
    sent_to(window)
    running = state_of(window.partner)
    clock.shift(dt.timedelta(minutes=30))
    missed = state_of(window.partner)

    answer_drill(sent_to(window), outcome="served", by=nurse)

    assert (running.is_ready, missed.is_ready, missed.failed) == (True, False, (window,))
    assert state_of(window.partner).is_ready


def test_page_says_that_a_drill_was_not_passed(desk, window, clock):
    sent_to(window)
    clock.shift(dt.timedelta(minutes=30))

    assert "Priority window did not pass its last drill" in desk.get("/desk/reading/").content.decode()


def test_drill_is_answered_in_time_and_by_own_staff_only(window, nurse, airport, clock):
    drill, stranger = sent_to(window), staff_of(airport, "airport@example.cn")

    refused = [_refusal(drill, stranger)]
    clock.shift(dt.timedelta(minutes=30))
    refused.append(_refusal(drill, nurse))

    assert refused == ["not_staff", "too_late"]
    assert not DrillAnswer.objects.exists()


def _refusal(drill, user):
    with pytest.raises(Refusal) as refused:
        answer_drill(drill, outcome="served", by=user)
    return refused.value.code


@pytest.mark.parametrize("table", ["services_drill", "services_drillanswer"])
def test_drills_and_answers_are_append_only(window, nurse, table):
    answer_drill(sent_to(window), outcome="served", by=nurse)

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")


# -- when it is sent --------------------------------------------------------------------------------------------------
def send(chance=ALWAYS):
    return send_some(timezone.now(), lambda: chance)


def test_drill_is_sent_by_chance_to_a_window_that_has_known_the_service_for_some_days(window, nurse, clock):
    fresh = send()
    clock.shift(3 * DAY + 3 * DAY)  # a Thursday

    unlucky, lucky = send(NEVER), send()

    assert (fresh, unlucky, lucky) == (0, 0, 1)
    drill = Drill.objects.get()
    assert (drill.window, drill.is_eligible, drill.due_at - drill.sent_at) == (window, False, dt.timedelta(minutes=30))


@pytest.mark.parametrize(("hour", "minute", "expected"), [(7, 59, 0), (8, 0, 1), (16, 29, 1), (16, 30, 0), (18, 0, 0)])
def test_drill_is_sent_only_while_there_is_time_to_answer(window, nurse, clock, hour, minute, expected):
    clock.shift(6 * DAY)
    clock.move_to(timezone.localtime().replace(hour=hour, minute=minute, second=0))

    assert send() == expected


def test_window_rests_after_a_drill_and_the_longer_when_it_was_passed(window, nurse, clock):
    clock.shift(6 * DAY)
    send()
    found = [send()]
    clock.shift(DAY)  # Friday: the one of yesterday was missed
    found.append(send())
    answer_drill(Drill.objects.first(), outcome="refused", by=nurse)
    clock.shift(3 * DAY)
    found.append(send())
    clock.shift(21 * DAY)
    found.append(send())

    assert found == [0, 1, 0, 1]


def test_window_without_hours_gets_none_and_the_task_runs(window, nurse, clock, hospital):
    hospital.opening.all().delete()
    clock.shift(6 * DAY)

    assert send() == 0
    assert send_drills() is True
