"""Does somebody sit down at a window with six digits, and is whoever guesses stopped?"""

import pytest

from accounts.card.actions import show_code
from accounts.models import Membership
from portal.audit.models import History
from portal.notifications.models import InboxMessage, OutboxMessage
from services.models import Check, DeskPin, WindowShift
from services.windows.actions import set_pin
from services.windows.sign_on import sit_down
from tests.cast import staff_of

from .conftest import LI, WANG


def test_window_where_nobody_sits_shows_the_names_and_one_field(pc, wang, li):
    answer = pc.get("/desk/", follow=True)

    html = answer.content.decode()
    assert answer.request["PATH_INFO"] == "/desk/sign-on/"
    assert html.index("李护士") < html.index("王护士")
    assert "liaison@example.cn" not in html


def test_name_and_six_digits_open_the_desk_and_begin_a_shift(pc, sit, wang, desk_staff, paired):
    answer = sit(wang, WANG)

    assert answer.url == "/desk/"
    html = pc.get("/desk/").content.decode()
    assert ("王护士" in html, "Change over" in html) == (True, True)
    shift = WindowShift.objects.get()
    assert (shift.staff, shift.pairing, shift.ended_at) == (desk_staff, paired[0], None)


def test_change_over_ends_the_shift_and_the_next_sits_down(pc, sit, wang, li):
    sit(wang, WANG)

    answer = pc.post("/desk/change-over/")
    assert answer.url == "/desk/sign-on/"
    assert "checked" not in pc.get("/desk/sign-on/").content.decode()
    sit(li, LI)

    first, second = WindowShift.objects.order_by("pk")
    assert (first.staff, first.ended_at is None) == (wang.staff, False)
    assert (second.staff, second.ended_at) == (li.staff, None)


def test_who_sat_there_lately_stands_first(pc, sit, wang, li):
    sit(wang, WANG)
    pc.post("/desk/change-over/")

    html = pc.get("/desk/sign-on/").content.decode()

    assert html.index("王护士") < html.index("李护士")


def test_ordinary_sign_out_ends_the_shift_too(pc, sit, wang):
    sit(wang, WANG)

    pc.post("/accounts/logout/")

    assert WindowShift.objects.get().ended_at is not None


def test_shift_ends_after_twelve_hours_and_the_same_person_is_chosen_already(pc, sit, wang, li, clock):
    sit(wang, WANG)

    clock.shift(12 * 3600)
    answer = pc.get("/desk/", follow=True)

    assert answer.request["PATH_INFO"] == "/desk/sign-on/"
    assert WindowShift.objects.filter(ended_at=None).count() == 0


def test_form_posted_after_the_end_comes_back_to_the_same_person(pc, sit, wang):
    sit(wang, WANG)
    pc.get("/desk/emergency/")
    WindowShift.objects.update(ended_at=WindowShift.objects.get().began_at)
    sent = {"reason": "夜间救护车送来"}

    there = pc.post("/desk/emergency/", sent, headers={"referer": "http://testserver/desk/emergency/"}).url
    assert there.startswith("/desk/sign-on/?next=/desk/emergency/")
    shown = pc.get(there)
    back = sit(wang, WANG, next=shown.context["next"])

    assert "夜间救护车送来" in pc.get(back.url).content.decode()


def test_nobody_is_led_away_from_the_desk(sit, wang):
    wanted = ("https://example.com/desk/", "//example.com/desk/", "/admin/", "/me/")

    assert [sit(wang, WANG, next=where).url for where in wanted] == ["/desk/"] * len(wanted)


@pytest.mark.parametrize("change", ["has left", "is closed", "another partner", "has no PIN of that id"])
def test_nobody_sits_down_who_is_not_of_the_staff(change, sit, wang, desk_staff, airport):
    who = wang
    if change == "has left":
        Membership.objects.filter(user=desk_staff).delete()
    elif change == "is closed":
        type(desk_staff).objects.filter(pk=desk_staff.pk).update(is_active=False)
    elif change == "another partner":
        Membership.objects.filter(user=desk_staff).update(partner=airport)
    else:
        who = DeskPin(staff=desk_staff)

    assert sit(who, WANG).status_code == 422
    assert WindowShift.objects.count() == 0


@pytest.mark.parametrize("change", ["has left", "is closed"])
def test_whoever_is_no_longer_of_the_staff_is_out_at_once(change, pc, sit, wang, desk_staff):
    sit(wang, WANG)
    if change == "has left":
        Membership.objects.filter(user=desk_staff).delete()
    else:
        type(desk_staff).objects.filter(pk=desk_staff.pk).update(is_active=False)

    assert pc.get("/desk/").status_code == 302


def test_five_wrong_in_a_row_lock_the_pin_and_the_person_and_the_liaison_are_told_once(sit, wang, liaison):
    answers = [sit(wang, "000001") for _ in range(5)]
    right = sit(wang, WANG)

    row = DeskPin.objects.get()
    assert (row.tries, row.locked_at is None, WindowShift.objects.count()) == (5, False, 0)
    assert {str(answer.context["form"].errors) for answer in answers} == {str(right.context["form"].errors)}
    assert list(actions_of(row)) == ["pin_set", "pin_locked"]
    told = InboxMessage.objects.order_by("pk").values_list("user__email", "template")
    assert list(told) == [("nurse@example.cn", "pin_locked"), ("liaison@example.cn", "pin_locked_liaison")]
    assert WANG not in str(list(OutboxMessage.objects.values_list("context", flat=True)))


def test_of_many_tries_five_are_looked_at(paired, wang, monkeypatch):
    looked = []
    monkeypatch.setattr("services.windows.sign_on.check_password", lambda pin, kept: looked.append(pin))

    for number in range(9):
        sit_down(paired[0], who=str(wang.public_id), pin=f"00000{number}")

    assert looked == [f"00000{number}" for number in range(5)]


def test_a_right_one_forgets_the_wrong_ones_before(pc, sit, wang):
    for _ in range(4):
        sit(wang, "000001")
    sit(wang, WANG)

    assert DeskPin.objects.get().tries == 0


def test_a_lock_does_not_put_out_whoever_sits_elsewhere(pc, sit, wang):
    sit(wang, WANG)

    DeskPin.objects.update(tries=5)

    assert pc.get("/desk/").status_code == 200


def test_window_where_much_is_tried_is_slowed_and_says_so(sit, wang, li):
    for who in (wang, li):
        for _ in range(5):
            sit(who, "000001")

    answer = sit(li, LI)

    assert answer.status_code == 429
    assert "Wait a minute" in answer.content.decode()


def test_browser_that_is_no_window_is_sent_to_the_ordinary_sign_in(client, wang):
    for token in ("", "no-such-token", "x" * 5000):
        client.cookies["desk_window"] = token
        assert client.get("/desk/sign-on/").url == "/accounts/login/?next=%2Fdesk%2F"
        assert client.post("/desk/sign-on/", {"who": wang.public_id, "pin": WANG}).url.startswith("/accounts/login/")
    assert WindowShift.objects.count() == 0


def test_check_made_there_keeps_who_and_where(pc, sit, wang, card, paired):
    sit(wang, WANG)
    pc.post("/desk/check/", {"code": show_code(card)[0], "service": "medical-green-channel", "form_key": "k"})

    check = Check.objects.get()
    assert (check.staff, check.shift.pairing) == (wang.staff, paired[0])


@pytest.mark.parametrize("many", [1, 3])
def test_tiles_cost_the_same_for_one_name_and_three(many, hospital, pc, django_assert_num_queries):
    for number in range(many):
        set_pin(staff_of(hospital, f"s{number}@example.cn"), name=f"{number}", pin=WANG)

    with django_assert_num_queries(3):
        pc.get("/desk/sign-on/")


def actions_of(row):
    return History.objects.filter(object_id=str(row.public_id)).order_by("seq").values_list("action", flat=True)


def test_auditor_finds_by_the_number_of_a_check_who_sat_where(pc, sit, wang, card, auditor, as_user):
    sit(wang, WANG)
    pc.post("/desk/check/", {"code": show_code(card)[0], "service": "medical-green-channel", "form_key": "k"})
    browser = as_user(auditor)

    found = browser.get("/admin/services/check/", {"q": Check.objects.get().public_id}).content.decode()
    nothing = browser.get("/admin/services/check/", {"q": "7"}).content.decode()

    assert [word in found for word in (wang.staff.email, "三号窗口", card.talent.email, "李")] == [
        True,
        True,
        False,
        False,
    ]
    assert wang.staff.email not in nothing
