"""Can a nurse check a card, record what became of it and take it back, and see nothing of other desks?"""

import io
import re

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.card.actions import show_code
from accounts.card.qr import verify_url
from accounts.models import Membership
from portal.notifications.models import InboxMessage
from services.models import Check, PartnerService, Use, UseUndone
from tests.accounts.evidence import corpus
from tests.cast import honours, staff_of


@pytest.fixture
def desk(desk_staff, as_user):
    browser = as_user(desk_staff)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def check_at(desk, code, **more):
    return desk.post("/desk/check/", {"code": code, "service": "medical-green-channel", "form_key": "k1", **more})


def test_eligible_card_is_answered_large_with_what_to_compare(desk, card):
    code, _row = show_code(card)

    answer = desk.get(check_at(desk, code).url)

    html = answer.content.decode()
    assert "Yes, please serve" in html
    assert "李**" in html
    assert "李明远" not in html
    assert card.talent.identity_documents.get().number not in html


SAID = {
    "zh-hans": {"持卡人": "李** · 人才 B 类", "剩余": "12", "随行人员": "1", "费用承担": "市财政"},
    "en": {"Holder": "李** · Talent tier B", "Left": "12", "Companions": "1", "Who pays": "The city"},
}


@pytest.mark.parametrize("language", SAID)
def test_answer_says_tier_what_is_left_companions_and_who_pays(card, airport, as_user, language):
    PartnerService.objects.update(payer_zh="市财政", payer_en="The city")
    desk = as_user(staff_of(airport, "lounge@example.cn"))
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = language

    html = desk.get(check_at(desk, show_code(card)[0], service="airport-lane").url).content.decode()

    facts = re.findall(r"<dt>([^<]+)</dt><dd[^>]*>(.+?)</dd>", html)
    told = {name: re.sub("<[^>]+>", "", words) for name, words in facts}
    assert {name: told.get(name, "")[: len(words)] for name, words in SAID[language].items()} == SAID[language]


def test_pressing_check_twice_is_one_check(desk, card):
    code, _row = show_code(card)

    first, second = check_at(desk, code), check_at(desk, code)

    assert first.url == second.url
    assert Check.objects.count() == 1


def test_second_card_on_a_page_that_has_checked_one_is_asked_for_once_more_and_not_lost(desk, card):
    first, second = show_code(card)[0], show_code(card)[0]
    check_at(desk, first)

    page = check_at(desk, second)
    html = page.content.decode()
    again = check_at(desk, second, form_key=re.search(r'name="form_key" value="([^"]+)"', html)[1])

    assert page.status_code == 422
    assert ["has checked another code already" in html, f'value="{second}"' in html] == [True, True]
    assert again.status_code == 302
    assert list(Check.objects.order_by("pk").values_list("reason", flat=True)) == ["ok", "ok"]


def test_served_is_recorded_told_and_undone_by_the_same_desk(desk, card):
    page = check_at(desk, show_code(card)[0]).url

    desk.post(f"{page}use/", {"outcome": "served", "form_key": "u1"})
    desk.post(f"{page}use/", {"outcome": "served", "form_key": "u1"})
    use = Use.objects.get()
    desk.post(f"/desk/uses/{use.public_id}/undo/", {"why": "mistake"})

    assert UseUndone.objects.get().use == use
    told = InboxMessage.objects.filter(user=card.talent).order_by("id").values_list("template", flat=True)
    assert list(told) == ["use_recorded", "use_undone"]


def test_one_tap_undoes_for_a_minute_and_the_page_asks_why_afterwards(desk, card, clock):
    page = check_at(desk, show_code(card)[0]).url
    desk.post(f"{page}use/", {"outcome": "served", "form_key": "u1"})
    address = f"/desk/uses/{Use.objects.get().public_id}/undo/"
    assert 'data-seconds="60"' in desk.get(page).content.decode()

    clock.shift(71)
    asked = desk.post(address, follow=True)

    assert "Say why it is undone" in asked.content.decode()
    assert 'id="undo-now"' not in asked.content.decode()
    assert UseUndone.objects.count() == 0
    desk.post(address, {"why": "other", "words": "错点了"})
    assert UseUndone.objects.get().reason == "错点了"


def test_undo_after_its_minutes_is_refused(desk, card, clock):
    page = check_at(desk, show_code(card)[0]).url
    desk.post(f"{page}use/", {"outcome": "served", "form_key": "u1"})

    clock.shift(16 * 60)
    desk.post(f"/desk/uses/{Use.objects.get().public_id}/undo/", {"why": "mistake"})

    assert UseUndone.objects.count() == 0


def test_refusal_without_a_reason_comes_back_and_records_nothing(desk, card):
    page = check_at(desk, show_code(card)[0]).url

    answer = desk.post(f"{page}use/", {"outcome": "refused", "form_key": "u1"})

    assert answer.status_code == 422
    assert "Say why it was refused." in answer.content.decode()
    assert Use.objects.count() == 0


def test_no_says_why_and_names_the_liaison(desk, card):
    code, _row = show_code(card)
    check_at(desk, code)

    html = desk.get(check_at(desk, code, form_key="k2").url).content.decode()

    assert "This code has been used" in html
    assert "0451-0000 8815" in html


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "HEIF"])
def test_code_is_read_off_a_photo(desk, card, kind):
    drawn = io.BytesIO()
    segno.make(verify_url(show_code(card)[0]).upper(), error="m").save(drawn, kind="png", scale=8)
    photo = SimpleUploadedFile("photo", corpus.encoded(Image.open(drawn).convert("RGB"), kind))

    answer = check_at(desk, "", photo=photo)

    assert Check.objects.get().reason == "ok"
    assert answer.status_code == 302


@pytest.mark.parametrize("typed", ["HLJ{}", "hlj {}", "ＨＬＪ-{}"])
def test_card_number_in_the_place_of_a_code_is_no_guess_and_other_ways_are_named(desk, card, typed):
    typed = typed.format(card.number.removeprefix("HLJ"))

    page = check_at(desk, typed)

    assert page.status_code == 422
    assert "This is a card number, not a code." in page.content.decode()
    assert f'value="{typed}"' in page.content.decode()
    assert Check.objects.count() == 0


def test_photo_without_a_code_says_what_to_do(desk):
    answer = check_at(desk, "", photo=SimpleUploadedFile("photo.png", b"not a picture"))

    assert answer.status_code == 422
    assert "No code was found in the photo" in answer.content.decode()


def test_another_desk_and_strangers_see_nothing_of_a_check(desk, card, airport, as_user, other_talent):
    page = check_at(desk, show_code(card)[0]).url

    assert as_user(staff_of(airport, "lounge@example.cn")).get(page).status_code == 404
    assert as_user(other_talent).get(page).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_desk_page_costs_the_same_for_one_row_and_three(desk, card, rows, django_assert_num_queries):
    for number in range(rows):
        check_at(desk, show_code(card)[0], form_key=f"k{number}")
    desk.get("/desk/")

    with django_assert_num_queries(7):
        desk.get("/desk/")


@pytest.mark.parametrize("rows", [1, 3])
def test_access_log_shows_each_look_and_costs_the_same(desk, card, rows, as_user, django_assert_num_queries):
    for number in range(rows):
        check_at(desk, show_code(card)[0], form_key=f"k{number}")
    holder = as_user(card.talent)
    holder.get("/me/access-log/")

    with django_assert_num_queries(7):
        html = holder.get("/me/access-log/").content.decode()

    assert html.count("省示范第一医院") == rows


def test_desk_where_no_card_is_used_begins_with_the_requests(as_user, school_staff):
    answer = as_user(school_staff).get("/desk/", follow=True)

    assert answer.redirect_chain == [("/desk/requests/", 302)]
    assert 'href="/desk/"' not in answer.content.decode().partition("<main")[2]


def chosen(desk):
    return re.findall(
        r'<input type="radio" name="service" value="([^"]+)"[^>]* checked', desk.get("/desk/").content.decode()
    )


def test_service_checked_last_is_chosen_for_the_next_card_at_a_desk_of_several(desk, card, hospital):
    honours(hospital, "airport-lane")
    before = chosen(desk)

    check_at(desk, show_code(card)[0])

    assert (before, chosen(desk)) == ([], ["medical-green-channel"])


@pytest.fixture
def check_more(as_user, hospital, card):
    """`check_more(11)`: somebody else at the hospital checks so many cards, for the service given."""
    other = as_user(staff_of(hospital, "next@example.cn"))

    def checked(times, service="medical-green-channel"):
        for number in range(times):
            check_at(other, show_code(card)[0], service=service, form_key=f"more{number}")

    return checked


def test_service_checked_last_is_ones_own_however_many_others_checked_since(desk, card, hospital, check_more):
    honours(hospital, "airport-lane")
    check_at(desk, show_code(card)[0])

    check_more(11, service="airport-lane")

    assert chosen(desk) == ["medical-green-channel"]


def test_service_checked_last_is_that_of_this_desk_and_this_day(desk, desk_staff, card, hospital, airport, clock):
    honours(hospital, "airport-lane")
    honours(airport, "medical-green-channel")
    Membership.objects.create(user=desk_staff, role="desk_staff", partner=airport)
    check_at(desk, show_code(card)[0])
    here = chosen(desk)
    desk.post("/desk/choose/", {"desk": airport.public_id})
    elsewhere = chosen(desk)
    desk.post("/desk/choose/", {"desk": hospital.public_id})

    clock.shift(24 * 3600 + 1)

    assert (here, elsewhere, chosen(desk)) == (["medical-green-channel"], [], [])


@pytest.mark.parametrize(("services", "others", "more"), [(1, 11, 0), (2, 0, 0), (2, 11, 1)])
def test_service_checked_last_costs_a_statement_only_where_the_page_does_not_show_it(
    desk, card, hospital, check_more, services, others, more, django_assert_num_queries
):
    honours(hospital, *["airport-lane"][: services - 1])
    check_at(desk, show_code(card)[0])
    check_more(others)
    desk.get("/desk/")

    with django_assert_num_queries(7 + more):
        desk.get("/desk/")
