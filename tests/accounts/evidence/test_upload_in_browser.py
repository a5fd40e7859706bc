"""Can evidence be sent from a phone and from a desk, with scripts and without, over a bad line, and be looked at?"""

import pytest
from django.urls import reverse

from accounts.evidence import drawing
from accounts.evidence.models import Evidence
from tests.harness import processes
from tests.harness.browser import axe, wider_than_screen

from . import corpus

pytestmark = pytest.mark.browser
FILES = "#e-doctorate-file"
DOCUMENT = "[data-document]"


@pytest.fixture
def address(site, application):
    return reverse("accounts:evidence-list", args=[application.code])


@pytest.fixture
def sign_in(as_user, talent, site, address):
    def signed_in(page):
        cookie = as_user(talent).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        page.goto(address)
        return page

    return signed_in


def paper(name, data):
    return {"name": name, "mimeType": "", "buffer": data}


def check(page):
    assert wider_than_screen(page) == 0
    assert axe(page) == []


def names():
    documents = Evidence.objects.prefetch_related("files")
    return [[file.name for file in document.files.all()] for document in documents]


def test_phone_sends_photos_of_one_paper_and_sees_its_pages(phone_zh, sign_in):
    page = sign_in(phone_zh)
    check(page)
    assert not page.get_by_role("button", name="上传").is_visible()

    page.set_input_files(FILES, [paper("正面.jpg", corpus.phone_photo()), paper("反面.jpg", corpus.jpeg(480, 640))])
    page.wait_for_selector(".files li >> nth=1")
    check(page)
    assert names() == [["正面.jpg", "反面.jpg"]]
    assert "准备中……已完成 0 / 2 页" in page.inner_text(DOCUMENT)

    drawing.draw_waiting()
    page.wait_for_selector('[data-state="ready"]')
    page.get_by_text("查看全部 2 页").click()
    widths = "[...document.querySelectorAll('.case-page')].map(i => i.naturalWidth)"
    processes.wait_until(lambda: page.evaluate(widths) == [640, 480], 10, "both page images")
    check(page)


def test_desk_sends_good_and_bad_files_and_removes_one(desk_en, sign_in):
    page = sign_in(desk_en)

    files = [paper("diploma.pdf", corpus.pdf(2)), paper("page.pdf", corpus.HTML), paper("thesis.pdf", corpus.pdf())]
    page.set_input_files(FILES, files)
    page.wait_for_selector("[data-document] >> nth=1")
    refused = page.locator("[data-sending] li.wrong")
    assert "It is not a PDF, JPEG, PNG or HEIC file" in refused.inner_text()
    check(page)
    refused.get_by_role("button", name="Leave it out").click()
    assert refused.count() == 0
    assert names() == [["diploma.pdf"], ["thesis.pdf"]]

    first = page.locator(DOCUMENT).first
    first.get_by_text("Remove", exact=True).click()
    first.get_by_role("button", name="Remove the whole document").click()
    page.wait_for_selector(".messages .success")
    assert names() == [["thesis.pdf"]]
    check(page)


def test_document_opened_while_its_news_arrive_stays_open(desk_en, sign_in):
    page = sign_in(desk_en)
    page.evaluate(
        """() => {
          const text = Response.prototype.text;
          Response.prototype.text = async function () {
            const html = await text.call(this);
            document.querySelector("[data-document] details").open = true;
            setTimeout(() => (document.body.dataset.news = "arrived"));
            return html;
          };
        }"""
    )
    page.set_input_files(FILES, [paper("diploma.pdf", corpus.pdf())])
    page.wait_for_selector("[data-news]")

    assert page.locator(f"{DOCUMENT} details[open]").count() == 1


def test_phone_adds_a_forgotten_page(phone_zh, sign_in):
    page = sign_in(phone_zh)
    page.set_input_files(FILES, [paper("正面.jpg", corpus.jpeg())])
    page.wait_for_selector(DOCUMENT)

    page.get_by_text("添加一页").click()
    page.set_input_files(f"{DOCUMENT} input[type=file]", [paper("反面.png", corpus.png())])
    page.locator(DOCUMENT).get_by_role("button", name="上传").click()
    page.wait_for_selector(".messages .success")

    assert names() == [["正面.jpg", "反面.png"]]
    check(page)


def test_broken_line_is_tried_again_and_sends_once(phone_zh, sign_in):
    page = sign_in(phone_zh)
    lost = []

    def lose_the_first_answer(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # the server has it, the phone does not know
            return route.abort()
        return route.continue_()

    page.route("**/evidence/", lose_the_first_answer)
    page.set_input_files(FILES, [paper("证书.pdf", corpus.pdf())])
    page.get_by_role("button", name="重试").click()
    page.wait_for_selector(DOCUMENT)

    assert names() == [["证书.pdf"]]
    assert page.locator("[data-sending] li").count() == 0


def test_large_photo_is_made_smaller_before_it_is_sent(phone_zh, sign_in, tmp_path):
    page = sign_in(phone_zh)
    page.evaluate(
        "document.querySelectorAll('[type=file]').forEach(i => i.replaceWith(i.cloneNode()))"
    )  # sends nothing
    photo = corpus.noise(3300, 600)
    page.set_input_files(FILES, [{"name": "large.jpg", "mimeType": "image/jpeg", "buffer": photo}])

    size, side = page.evaluate(
        """async (input) => {
          const smaller = await window.shrinkPhoto(document.querySelector(input).files[0]);
          return [smaller.size, (await createImageBitmap(smaller)).width];
        }""",
        FILES,
    )

    assert side == 3000
    assert size < len(photo)


def test_without_scripts_the_form_posts_as_it_is(open_page, sign_in):
    page = sign_in(open_page("en", phone=False, java_script_enabled=False))

    page.set_input_files(FILES, [paper("front.jpg", corpus.jpeg()), paper("back.jpg", corpus.jpeg())])
    page.get_by_role("button", name="Send").last.click()

    assert page.inner_text(".messages .success") == "2 files received."
    assert names() == [["front.jpg", "back.jpg"]]

    page.set_input_files(FILES, [paper("locked.pdf", corpus.locked_pdf())])
    page.get_by_role("button", name="Send").last.click()
    assert "“locked.pdf”: It is locked with a password." in page.inner_text("[data-error-summary]")
