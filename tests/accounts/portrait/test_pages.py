"""Can a holder send a photo from the phone and take it away, does the page say how it stands, and who sees the face?"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import Portrait
from portal.workflow.engine import perform
from tests.accounts.evidence import corpus
from tests.cast import FACE, send_photo

pytestmark = pytest.mark.slow


def photo(content, name="IMG_1.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


# -- sent -------------------------------------------------------------------------------------------------------------
def test_photo_from_a_phone_is_kept_upright_small_and_without_its_place(card, as_user, faces):
    lying = corpus.jpeg(1600, 1200, exif=corpus.phone_exif(orientation=6))
    browser = as_user(card.talent)

    sent = [browser.post("/me/photo/", {"file": photo(lying), "form_key": "a"}) for _twice in range(2)]

    assert {(answer.status_code, answer.url) for answer in sent} == {(302, "/me/card/")}
    [kept] = faces()
    image = Image.open(io.BytesIO(kept))
    assert (image.size, dict(image.getexif()), Portrait.objects.get().owner) == ((480, 640), {}, card.talent)
    assert len(kept) <= 60_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (corpus.pdf(), "PDF 不能在窗口显示"),
        (b"MZ no photo", "这不是 JPEG、PNG 或 HEIC 格式的照片"),
        (corpus.jpeg(200, 260), "照片太小"),
    ],
    ids=["pdf", "program", "tiny"],
)
def test_file_that_is_no_photo_of_a_face_comes_back_with_what_to_do(card, as_user, faces, content, said):
    page = as_user(card.talent).post("/me/photo/", {"file": photo(content), "form_key": "a"})

    assert (page.status_code, Portrait.objects.count(), faces()) == (422, 0, [])
    assert said in page.content.decode()


@pytest.mark.parametrize("count", [0, 2])
def test_no_photo_and_two_photos_are_told(card, as_user, count):
    files = {"file": [photo(FACE) for _ in range(count)]} if count else {}

    page = as_user(card.talent).post("/me/photo/", files | {"form_key": "a"})

    assert (page.status_code, Portrait.objects.count()) == (422, 0)


def test_talent_without_a_card_is_led_on(new_talent, as_user):
    assert "没有可以放照片的有效人才卡" in as_user(new_talent).get("/me/photo/").content.decode()


# -- how it stands ----------------------------------------------------------------------------------------------------
def test_card_page_leads_from_adding_to_the_reason_of_a_refusal(card, province_officer, as_user):
    browser = as_user(card.talent)
    first = browser.get("/me/card/").content.decode()
    waiting = send_photo(card)
    second = browser.get("/me/card/").content.decode()
    perform(waiting, "refuse", by=province_officer, reason="面部被帽檐遮挡")
    third = browser.get("/me/card/").content.decode()

    assert ("添加照片" in first, "<img" in first.split('id="photo"')[1].split("</section>")[0]) == (True, False)
    assert f'src="/photos/{waiting.public_id}/" width="120" height="160"' in second
    assert ("面部被帽檐遮挡" in third, "重新发送照片" in third, "/photos/" in third) == (True, True, False)


def test_card_page_costs_one_statement_for_the_photo_whatever_there_is(
    card, accepted, as_user, django_assert_num_queries
):
    browser = as_user(card.talent)
    browser.get("/me/card/")
    with django_assert_num_queries(10):
        browser.get("/me/card/")
    send_photo(card)

    with django_assert_num_queries(10):
        browser.get("/me/card/")


def test_photo_is_removed_by_its_holder_with_one_question(card, accepted, as_user, faces, committed):
    browser, address = as_user(card.talent), f"/me/photo/{accepted.public_id}/remove/"
    assert address in browser.get("/me/card/").content.decode()

    with committed():
        after = browser.post(address, {"form_key": "a"})

    assert (after.url, faces()) == ("/me/card/", [])
    assert browser.get(f"/photos/{accepted.public_id}/").status_code == 404


def test_member_of_the_family_has_a_photo_of_its_own(card, childs_card, as_user):
    browser, page = as_user(card.talent), f"/me/family/{childs_card.member.public_id}/"
    assert f'href="{page}photo/"' in browser.get(page).content.decode()

    sent = send_photo(childs_card)

    assert f"/photos/{sent.public_id}/" in browser.get(page).content.decode()
    assert f"/photos/{sent.public_id}/" not in browser.get("/me/card/").content.decode()


def test_printed_card_shows_the_accepted_photo(card, accepted, as_user):
    browser = as_user(card.talent)
    browser.post("/me/card/offline/", {"form_key": "a"})

    assert f"/photos/{accepted.public_id}/" in browser.get("/me/card/offline/print/").content.decode()


# -- who sees it ------------------------------------------------------------------------------------------------------
def test_face_is_for_its_owner_and_the_office_that_decides_and_for_no_cache(
    card, accepted, province_officer, city_officer, auditor, other_talent, desk_staff, as_user
):
    address = f"/photos/{accepted.public_id}/"

    for user in (card.talent, province_officer):
        answer = as_user(user).get(address)
        assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (FACE, "image/jpeg")
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Content-Security-Policy"].startswith("sandbox")
    others = (city_officer, auditor, other_talent, desk_staff)
    assert {as_user(user).get(address).status_code for user in others} == {404}


def test_officer_compares_the_new_photo_with_the_former_and_others_see_none(
    card, accepted, province_officer, auditor, as_user
):
    newer = send_photo(card)
    address = f"/admin/accounts/portrait/{newer.pk}/change/"

    page = as_user(province_officer).get(address).content.decode()

    assert page.index(f"/photos/{newer.public_id}/") < page.index(f"/photos/{accepted.public_id}/")
    assert ("李明远" in page, f"{address.removesuffix('change/')}step/accept/" in page) == (True, True)
    assert "只有负责审核的部门能看到照片" in as_user(auditor).get(address).content.decode()


def test_officer_says_to_have_compared_before_a_counter_sees_it(card, province_officer, as_user):
    waiting, browser = send_photo(card), as_user(province_officer)
    address = f"/admin/accounts/portrait/{waiting.pk}/step/accept/"

    browser.post(address, {"form_key": "a"})
    assert Portrait.objects.accepted_of(card).count() == 0
    browser.post(address, {"form_key": "b", "has_compared": "on"})

    assert Portrait.objects.accepted_of(card).get() == waiting
