"""Does a member of staff set a PIN that nobody guesses at once, in a session of their own alone?"""

from django.contrib.auth.hashers import check_password

from portal.audit.models import History
from portal.kept_forms.models import KeptForm
from services.models import DeskPin

from .conftest import LI, WANG, own

REFUSED = (
    *("111111", "123456", "654321", "901234", "121212", "123123"),
    *("12345", "1234567", "12a456", "１９０２１８", " 90218"),
)


def set_at(browser, pin, again=None, name="王护士"):
    return browser.post("/desk/pin/", {"name": name, "secret": pin, "secret_again": pin if again is None else again})


def test_pin_is_kept_as_a_digest_and_noted_in_the_history_without_it(desk_staff):
    answer = set_at(own(desk_staff), "190218")

    row = DeskPin.objects.get()
    assert (answer.status_code, row.staff, row.name) == (302, desk_staff, "王护士")
    assert ("190218" in row.pin, check_password("190218", row.pin)) == (False, True)
    noted = History.objects.get(object_id=str(row.public_id))
    assert (noted.action, noted.actor_id) == ("pin_set", desk_staff.public_id)


def test_pin_that_is_no_pin_or_guessed_at_once_is_refused(desk_staff):
    browser = own(desk_staff)

    assert {pin: set_at(browser, pin).status_code for pin in REFUSED} == dict.fromkeys(REFUSED, 422)
    assert DeskPin.objects.count() == 0


def test_the_pin_somebody_had_is_refused_and_another_lets_in_again(desk_staff, wang):
    DeskPin.objects.update(tries=5)
    browser = own(desk_staff)

    assert set_at(browser, WANG).status_code == 422
    assert set_at(browser, LI).status_code == 302
    assert DeskPin.objects.get().tries == 0


def test_two_that_differ_are_refused_and_neither_stands_on_the_page(desk_staff):
    answer = set_at(own(desk_staff), "190218", "190219")

    assert answer.status_code == 422
    assert "19021" not in answer.content.decode()


def test_a_new_pin_ends_whoever_sits_somewhere_by_the_old(desk_staff, pc, sit, wang):
    sit(wang, WANG)
    assert pc.get("/desk/").status_code == 200

    set_at(own(desk_staff), LI)

    assert pc.get("/desk/").url == "/desk/sign-on/?next=/desk/"


def test_pin_that_is_sent_after_the_session_ended_is_not_kept(desk_staff):
    browser = own(desk_staff)
    browser.get("/desk/pin/")
    del browser.cookies["sessionid"]

    answer = set_at(browser, "190218")

    assert answer.url.startswith("/accounts/login/")
    assert KeptForm.objects.get().fields == {"name": ["王护士"]}
