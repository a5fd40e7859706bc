"""Does a browser become a window by its liaison alone, and stop being one at once?"""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership
from portal.audit.models import History
from services.models import Liaison, Window, WindowPairing, WindowShift
from services.windows.actions import end_pairing, pair
from tests.cast import staff_of

from .conftest import WANG, own


def told(pairing):
    rows = History.objects.filter(object_type="services.windowpairing", object_id=str(pairing.public_id))
    return list(rows.order_by("seq").values_list("action", "actor_id"))


def test_liaison_pairs_the_pc_is_signed_out_there_and_the_tiles_are_shown(window, liaison, wang):
    browser = own(liaison)

    answer = browser.post("/desk/windows/", {"window": window.public_id}, follow=True)

    html = answer.content.decode()
    assert answer.request["PATH_INFO"] == "/desk/sign-on/"
    assert ("王护士" in html, "Window 3" in html, "_auth_user_id" in browser.session) == (True, True, False)
    assert told(WindowPairing.objects.get()) == [("paired", liaison.public_id)]


def test_cookie_is_hidden_from_scripts_and_other_pages_and_only_its_hash_is_kept(window, liaison, settings):
    settings.SESSION_COOKIE_SECURE = True

    cookie = own(liaison).post("/desk/windows/", {"window": window.public_id}).cookies["desk_window"]

    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (True, "Lax", True, "/desk/")
    kept = WindowPairing.objects.get().token_hash
    assert (len(kept), cookie.value == kept, len(cookie.value) >= 43) == (64, False, True)


@pytest.mark.parametrize("who", ["another of the staff", "liaison of another partner", "liaison who has left"])
def test_nobody_else_pairs_a_window(who, window, liaison, hospital, airport, desk_staff):
    user = desk_staff
    if who == "liaison of another partner":
        user = staff_of(airport, "lounge@example.cn")
        Liaison.objects.create(partner=airport, name="x", phone="1", account=user)
    elif who == "liaison who has left":
        user = liaison
        Membership.objects.filter(user=liaison).update(partner=airport)

    answer = own(user).post("/desk/windows/", {"window": window.public_id})

    assert answer.status_code == (409 if who == "another of the staff" else 422)
    assert WindowPairing.objects.count() == 0


def test_pairing_a_window_again_ends_what_was_paired_before(paired, window, liaison, pc, sit, wang):
    sit(wang, WANG)

    pair(window, by=liaison)

    first = WindowPairing.objects.get(pk=paired[0].pk)
    assert (first.ended_by, told(first)[-1]) == (liaison, ("pairing_ended", liaison.public_id))
    assert pc.get("/desk/").status_code == 302
    assert pc.get("/desk/sign-on/").url == "/accounts/login/?next=%2Fdesk%2F"


def test_end_of_the_pairing_ends_the_session_there_with_the_next_press(paired, liaison, pc, sit, wang):
    sit(wang, WANG)
    assert pc.get("/desk/").status_code == 200

    own(liaison).post(f"/desk/windows/{paired[0].public_id}/end/")

    assert pc.get("/desk/").url == "/desk/sign-on/?next=/desk/"
    assert WindowShift.objects.get().ended_at is not None


def test_pressing_end_twice_is_one_end(paired, liaison):
    for _ in range(2):
        end_pairing(paired[0], by=liaison)

    assert [action for action, _by in told(paired[0])] == ["paired", "pairing_ended"]


def test_staff_see_the_windows_and_end_none(paired, desk_staff):
    browser = own(desk_staff)

    html = browser.get("/desk/windows/").content.decode()
    browser.post(f"/desk/windows/{paired[0].public_id}/end/")

    assert ("Window 3" in html, "Pair this window" in html) == (True, False)
    assert WindowPairing.objects.get().ended_at is None


def test_another_partners_pairing_is_not_there(paired, airport):
    answer = own(staff_of(airport, "lounge@example.cn")).post(f"/desk/windows/{paired[0].public_id}/end/")

    assert answer.status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_windows_costs_the_same_for_one_row_and_three(rows, hospital, liaison, django_assert_num_queries):
    for number in range(rows):
        pair(Window.objects.create(partner=hospital, name_zh=f"{number}", name_en=f"{number}"), by=liaison)
    browser = own(liaison)
    browser.get("/desk/windows/")

    with django_assert_num_queries(9):
        browser.get("/desk/windows/")


def test_a_shift_is_not_rewritten_and_ends_once(paired, desk_staff):
    shift = WindowShift.objects.create(pairing=paired[0], staff=desk_staff, began_at=timezone.now())
    rows = WindowShift.objects.filter(pk=shift.pk)
    rows.update(ended_at=timezone.now())

    for change in ({"ended_at": None}, {"staff": paired[0].paired_by}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()


def test_page_names_who_has_a_pin_and_whose_is_locked(paired, desk_staff, wang, li):
    type(li).objects.filter(pk=li.pk).update(tries=5)

    html = own(desk_staff).get("/desk/windows/").content.decode()

    assert (html.count('<span class="tag bad">locked</span>'), "王护士" in html, "李护士" in html) == (1, True, True)
