"""In whose name stands what was done at a window without a network: of who sat there, not of who delivers it."""

import uuid
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from services.models import LateUse, Liaison, Use, Window, WindowShift
from services.windows.actions import end_pairing, pair, set_pin
from tests.cast import staff_of

from .conftest import LANE

FIRST, SECOND = "190218", "730164"


@pytest.fixture
def window(airport, code, clock):
    """A window of the lounge, where the first sat for fifty minutes and the second sits since a minute."""
    liaison = staff_of(airport, "liaison@example.cn")
    Liaison.objects.create(partner=airport, name="x", phone="1", account=liaison)
    there = Window.objects.create(partner=airport, name_zh="一号", name_en="One")
    pairing, token = pair(there, by=liaison)
    browser = Client(headers={"accept-language": "en"})
    browser.cookies["desk_window"] = token
    first = sign_on(browser, airport, "first", FIRST, clock)
    second = sign_on(browser, airport, "second", SECOND, clock)
    return SimpleNamespace(browser=browser, pairing=pairing, first=first, second=second, liaison=liaison, at=airport)


def sign_on(browser, airport, name, pin, clock):
    """Whoever sat there gets up; the shift that begins."""
    browser.post("/desk/change-over/")
    clock.shift(60)
    who = set_pin(staff_of(airport, f"{name}@example.cn"), name=name, pin=pin)
    browser.post("/desk/sign-on/", {"who": who.public_id, "pin": pin})
    clock.shift(3000)
    return WindowShift.objects.get(staff=who.staff)


@pytest.fixture
def deliver(window, code):
    """`deliver(shift, ago=seconds)` brings one use from the window's browser; the row it became."""

    def bring(shift, ago, browser=None):
        done_at = int(timezone.now().timestamp()) - ago
        body = {"key": uuid.uuid4(), "desk": window.at.public_id, "service": LANE, "code": code, "outcome": "served"}
        body |= {"done_at": done_at, "has_seen_identity": "on", "shift": shift}
        answer = (browser or window.browser).post("/desk/offline/uses/", body)
        assert answer.status_code == 201, answer.content
        return LateUse.objects.latest("pk")

    return bring


def test_it_stands_in_the_name_of_who_sat_there_whoever_delivers_it(window, deliver):
    late = deliver(window.first.public_id, ago=3000 + 60 + 1500)

    use = Use.objects.get()
    assert (late.check_made.staff, use.staff) == (window.first.staff, window.first.staff)
    assert (late.check_made.shift, late.staff) == (window.first, window.second.staff)


def test_a_shift_that_was_over_by_then_does_not_count_and_the_deliverer_stands_there(window, deliver):
    late = deliver(window.first.public_id, ago=600)

    assert (late.check_made.staff, late.check_made.shift) == (window.second.staff, None)


def test_a_time_before_the_shift_does_not_count(window, deliver):
    assert deliver(window.second.public_id, ago=3000 + 600).check_made.shift is None


@pytest.mark.parametrize("said", ["", "nonsense", uuid.UUID(int=7)])
def test_an_entry_that_names_no_shift_stands_in_the_deliverers_name(said, window, deliver):
    assert deliver(said, ago=600).check_made.staff == window.second.staff


def test_from_another_browser_the_name_is_not_believed(window, deliver, as_user):
    late = deliver(window.first.public_id, ago=4500, browser=as_user(window.liaison))

    assert (late.check_made.staff, late.check_made.shift) == (window.liaison, None)


def test_after_the_pairing_ended_the_browser_still_brings_what_was_done_before(window, deliver):
    end_pairing(window.pairing, by=window.liaison)
    window.browser.force_login(window.liaison)

    late = deliver(window.first.public_id, ago=4500)

    assert (late.check_made.staff, late.staff) == (window.first.staff, window.liaison)


def test_what_the_browser_keeps_names_the_shift_and_nobody(window):
    said = window.browser.get("/desk/offline/known/")

    assert said.json()["shift"] == str(window.second.public_id)
    assert "second" not in said.content.decode()


def test_an_entry_of_ones_own_session_names_the_window_that_the_browser_was(window, deliver, clock):
    assert deliver("", ago=600).check_made.seat == window.pairing.window
