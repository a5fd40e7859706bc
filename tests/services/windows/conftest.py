"""A hospital with two windows, a liaison, and two nurses who share the PC of the first."""

import pytest
from django.test import Client

from services.models import Liaison, Window
from services.windows.actions import pair, set_pin
from tests.cast import staff_of

WANG, LI = "190218", "730164"


@pytest.fixture
def window(hospital):
    return Window.objects.create(partner=hospital, name_zh="三号窗口", name_en="Window 3")


@pytest.fixture
def liaison(hospital):
    user = staff_of(hospital, "liaison@example.cn")
    Liaison.objects.create(partner=hospital, name="值班护士长", phone="0451-00008815", account=user)
    return user


@pytest.fixture
def wang(desk_staff):
    return set_pin(desk_staff, name="王护士", pin=WANG)


@pytest.fixture
def li(hospital):
    return set_pin(staff_of(hospital, "li@example.cn"), name="李护士", pin=LI)


@pytest.fixture
def paired(window, liaison):
    """The pairing, and what the browser holds."""
    return pair(window, by=liaison)


@pytest.fixture
def pc(paired):
    """The browser of the window, where nobody sits yet."""
    browser = Client(headers={"accept-language": "en"})
    browser.cookies["desk_window"] = paired[1]
    return browser


@pytest.fixture
def sit(pc):
    """`sit(who, pin)`: the answer to what was typed at the window."""

    def typed(who, pin, **more):
        return pc.post("/desk/sign-on/", {"who": who.public_id, "pin": pin, **more})

    return typed


def own(user):
    """A browser in which somebody signed in with their own account."""
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(user)
    return browser
