"""Does the holder read at which window the card was looked at, wherever the portal can know it?"""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.card.actions import show_code
from accounts.models import Membership
from services.models import Check, PartnerClient, Window
from services.windows.actions import end_pairing
from services.windows.seats import window_then
from tests.cast import honours
from tests.services.webhooks.conftest import hospital_system, system_of  # noqa: F401 - fixtures

from .conftest import own

GREEN = "medical-green-channel"


@pytest.fixture
def desk(pc, desk_staff):
    """The window's browser, in which a nurse signed in with the own account."""
    pc.force_login(desk_staff)
    return pc


@pytest.fixture
def log(card, as_user):
    """`log()`: the desks of the holder's access log, the latest look first."""
    return lambda: [row["desk"] for row in as_user(card.talent).get("/api/v1/me/access-log/").json()["results"]]


def look(browser, card, service=GREEN, **more):
    return browser.post("/desk/check/", {"code": show_code(card)[0], "service": service, **more})


def test_window_of_the_browser_is_named_though_staff_signed_in_with_a_password(desk, card, desk_staff, log, as_user):
    look(own(desk_staff), card)
    look(desk, card)

    assert log() == ["三号窗口", None]
    page = as_user(card.talent).get("/me/access-log/").content.decode()
    assert page.index("三号窗口") < page.index("在该单位的窗口页面")


def test_emergency_and_look_up_by_telephone_name_it_too(desk, card, log):
    card.talent.phone, card.talent.phone_verified_at = "+8613800008815", timezone.now()
    card.talent.save()

    desk.post("/desk/calls/", {"number": card.number, "name": "李明远", "service": GREEN})
    day = timezone.localtime() - dt.timedelta(hours=1)
    treated = {"treated_at": f"{day:%Y-%m-%dT%H:%M}", "reason": "夜间急诊", "has_seen_identity": "on"}
    desk.post("/desk/emergency/", {"code": card.number, "service": GREEN, **treated})

    assert log() == ["三号窗口", "三号窗口"]


def test_window_of_another_partner_or_of_a_pairing_that_ended_is_not_named(
    desk, card, desk_staff, airport, paired, liaison, log
):
    Membership.objects.create(user=desk_staff, role="desk_staff", partner=honours(airport))
    desk.post("/desk/choose/", {"desk": airport.public_id})
    look(desk, card, "airport-lane")
    desk.post("/desk/choose/", {"desk": paired[0].window.partner.public_id})
    look(desk, card)
    end_pairing(paired[0], by=liaison)
    look(desk, card)

    assert log() == [None, "三号窗口", None]


def call(system, card):
    body = {"code": show_code(card)[0], "service": GREEN}
    return system.post("/api/v1/partner/checks/", body, content_type="application/json")


def test_partners_own_system_is_named_by_its_window_or_else_by_its_key(
    hospital_system,  # noqa: F811
    card,
    window,
    log,
    as_user,
):
    call(hospital_system, card)
    PartnerClient.objects.update(window=window)
    call(hospital_system, card)

    assert log() == ["三号窗口", None]
    page = as_user(card.talent).get("/me/access-log/").content.decode()
    start = hospital_system.link.client_id[:8]
    assert (page.count(f"密钥 {start}…"), hospital_system.link.client_id in page) == (1, False)


def test_where_a_key_stands_is_chosen_among_the_partners_open_windows_and_shown(
    as_user, policy_admin, desk_staff, hospital, school, window
):
    Window.objects.create(partner=hospital, name_zh="旧窗口", name_en="Closed", is_active=False)
    theirs = Window.objects.create(partner=school, name_zh="校门", name_en="Gate")
    browser, page = as_user(policy_admin), f"/admin/accounts/partner/{hospital.pk}"
    choices = browser.get(f"{page}/client/").context["form"]["window"].field.queryset
    refused = browser.post(f"{page}/client/", {"window": theirs.pk, "form_key": "k1"})
    browser.post(f"{page}/client/", {"window": window.pk, "form_key": "k2"})

    link = PartnerClient.objects.get()
    assert (list(choices), refused.status_code, link.window) == ([window], 200, window)
    for place, reader in ((f"{page}/change/", browser), ("/desk/systems/", as_user(desk_staff))):
        assert "stands at Window 3" in reader.get(place, headers={"accept-language": "en"}).text
    assert browser.get(f"{page}/client/{link.pk}/change/").context["form"]["window"].value() == window.pk
    browser.post(f"{page}/client/{link.pk}/change/", {"form_key": "k3"})
    link.refresh_from_db()
    assert link.window is None


def test_entry_of_a_time_without_a_network_names_what_the_browser_was_then(paired, liaison, hospital, school):
    pairing, hour, now = paired[0], dt.timedelta(hours=1), timezone.now()

    then = {one: window_then(pairing, hospital.pk, at=now + one * hour) for one in (-1, 1)}

    assert then == {-1: None, 1: pairing.window}
    assert window_then(pairing, school.pk, at=now) is None
    assert window_then(None, hospital.pk, at=now) is None
    end_pairing(pairing, by=liaison)
    pairing.refresh_from_db()
    assert window_then(pairing, hospital.pk, at=timezone.now() + hour) is None
    assert window_then(pairing, hospital.pk, at=pairing.ended_at) == pairing.window


def test_by_pin_the_shift_says_it_and_nothing_is_said_twice(sit, pc, wang, card, log):
    sit(wang, "190218")
    look(pc, card)

    row = Check.objects.get()
    assert (row.shift is not None, row.window, log()) == (True, None, ["三号窗口"])
