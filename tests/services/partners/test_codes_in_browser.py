"""Do the pages of spoken and offline codes hold on both screens, and is the picture read off a poor photograph?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.card.actions import make_spoken
from accounts.card.offline import make_offline
from accounts.card.qr import verify_url
from accounts.models import LiveCode
from portal.workflow.engine import perform
from services.models import Check
from services.partners.photo import code_in
from services.partners.spoken import purposes_of
from services.proxies.actions import name_proxy
from tests.cast import ask_for_family
from tests.harness.browser import axe, wider_than_screen
from tests.harness.camera import SPOILT, photograph

from .test_checks import ask
from .test_spoken import DAY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = pytest.mark.parametrize(("language", "phone"), [("zh-hans", True), ("en", False)], ids=["zh-360", "en-1280"])


def sign_in(page, as_user, user, site):
    cookie = as_user(user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])


@pytest.mark.slow
@SCREENS
def test_pages_of_codes_hold(as_user, card, hospital, school, desk_staff, open_page, site, language, phone):
    page, offline = open_page(language, phone), make_offline(card, by=card.talent)
    spoken = make_spoken(card, partner_kind="hospital", service="medical-green-channel", good_for=DAY)
    check = ask(hospital, offline.text)
    visits = ("/me/card/spoken/", f"/me/card/spoken/{spoken.page_id}/", "/me/card/offline/", "/me/card/offline/print/")

    sign_in(page, as_user, card.talent, site)
    for address in visits:
        assert page.goto(address).status == 200, address
        assert (address, wider_than_screen(page), axe(page)) == (address, 0, [])
    sign_in(page, as_user, desk_staff, site)
    page.goto(f"/desk/checks/{check.public_id}/")
    assert (wider_than_screen(page), axe(page)) == (0, [])


@pytest.mark.slow
@SCREENS
def test_pages_for_one_of_the_family_hold(as_user, card, hospital, province_officer, open_page, site, language, phone):
    page, child = open_page(language, phone), perform(ask_for_family(card), "accept", by=province_officer)

    sign_in(page, as_user, card.talent, site)
    for address in (f"/me/card/spoken/?for={child.public_id}", f"/me/card/proxies/?for={child.public_id}"):
        assert page.goto(address).status == 200, address
        assert (address, wider_than_screen(page), axe(page)) == (address, 0, [])
        assert page.locator("nav [aria-current]").last.inner_text().startswith(child.name)


def test_holder_makes_both_codes_by_hand_and_poor_photographs_are_read(as_user, card, hospital, phone_zh, site):
    sign_in(phone_zh, as_user, card.talent, site)
    phone_zh.goto("/me/card/")

    phone_zh.get_by_role("link", name="电话口令").click()
    phone_zh.get_by_role("radio", name="医院 · 医疗绿色通道").check()
    phone_zh.get_by_role("button", name="生成").click()
    said = phone_zh.locator(".code-spoken").inner_text()
    phone_zh.goto("/me/card/offline/")
    phone_zh.get_by_role("button", name="生成").click()
    phone_zh.locator(".offline-code svg").wait_for()

    read = {how: photographed(phone_zh, spoil) for how, spoil in SPOILT.items()}
    assert read == dict.fromkeys(SPOILT, verify_url(codes_of(card, "offline").get().text).upper())
    assert [ask(hospital, code).reason for code in (said, read["blurred"])] == ["ok", "ok"]


def test_live_code_of_the_site_is_read_at_the_desk_off_each_poor_photograph(as_user, card, desk_staff, phone_zh, site):
    desk = as_user(desk_staff)
    sign_in(phone_zh, as_user, card.talent, site)
    phone_zh.goto("/me/card/")

    for spoil in SPOILT.values():
        phone_zh.wait_for_selector(".code-picture svg")  # shown by itself as soon as the card opens
        photo = photo_of(phone_zh.locator(".code-picture"), spoil)
        desk.post("/desk/check/", {"photo": photo, "service": "medical-green-channel"})
        phone_zh.reload()

    assert list(Check.objects.values_list("reason", flat=True)) == ["ok"] * len(SPOILT)


def test_paper_a_childs_card_and_a_proxys_phone_are_read_off_a_photograph_poor_in_every_way(
    as_user, card, province_officer, desk_staff, open_page, phone_zh, site
):
    child = perform(ask_for_family(card), "accept", by=province_officer)
    green = next(one for one in purposes_of(card) if one.service and one.service.slug == "medical-green-channel")
    proxy = name_proxy(card, green, name="王芳", days=1, by=card.talent)
    sign_in(phone_zh, as_user, card.talent, site)
    phone_zh.goto("/me/card/offline/")
    phone_zh.get_by_role("button", name="生成").click()
    phone_zh.locator(".offline-code svg").wait_for()
    proxys_phone = open_page("zh-hans")

    for page, address in (
        (phone_zh, "/me/card/offline/print/"),
        (phone_zh, f"/me/family/{child.public_id}/"),
        (proxys_phone, f"/proxy/{proxy.link}/"),
    ):
        page.goto(address)
        if page == proxys_phone:
            page.get_by_role("button").last.click()
        page.wait_for_selector(".code-picture svg")
        photo = photo_of(page.locator(".code-picture").first, SPOILT["all of it"])
        told = {"photo": photo, "service": green.service.slug, "identity_seen": "on"}
        as_user(desk_staff).post("/desk/check/", told)

    read = Check.objects.order_by("pk").values_list("reason", "code_kind", "card", "proxy_code__proxy")
    childs = child.cards.get()
    assert list(read) == [
        ("ok", "offline", card.pk, None),
        ("ok", "live", childs.pk, None),
        ("ok", "proxy", card.pk, proxy.pk),
    ]


def codes_of(card, kind):
    return LiveCode.objects.filter(card=card, kind=kind)


def photographed(page, spoil):
    """What the desk reads off a picture of the screen."""
    return code_in(photo_of(page.locator(".offline-code .code-picture"), spoil))


def photo_of(picture, spoil):
    return SimpleUploadedFile("photo.png", photograph(picture, spoil), content_type="image/png")
