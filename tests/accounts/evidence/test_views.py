"""Can a talent add and remove evidence with and without scripts, and does a bad file cost nothing but itself?"""

import uuid

import pytest
from django.urls import reverse

from accounts.accreditation.enums import Status
from accounts.accreditation.models import Application
from accounts.evidence import actions, drawing
from accounts.evidence.models import Evidence, EvidenceFile

from . import corpus

pytestmark = pytest.mark.slow
SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture
def page(application):
    return reverse("accounts:evidence-list", args=[application.code])


@pytest.fixture
def browser(as_user, talent):
    return as_user(talent)


@pytest.fixture
def post(browser, page, criterion):
    def posted(*files, to=page, script=False, **fields):
        data = {"criterion": criterion.slug, "file": list(files), **fields}
        return browser.post(to, data, **(SCRIPT if script else {}), headers={"accept-language": "en"})

    return posted


@pytest.fixture
def document(application, criterion, talent, upload):
    return actions.receive(application, criterion, [upload(corpus.jpeg(), "front.jpg")], by=talent)


def text(response):
    return " ".join(response.content.decode().split())


def test_list_shows_criteria_documents_and_form(browser, page, document):
    drawing.draw_waiting()

    response = browser.get(page, headers={"accept-language": "en"})

    assert response.status_code == 200
    assert [proof.criterion.slug for proof in response.context["proofs"]] == ["e-doctorate"]
    shown = text(response)
    assert "Holds a doctorate" in shown
    assert "front.jpg" in shown
    assert reverse("accounts:evidence-page", args=[document.pages[0].public_id]) in shown
    assert 'enctype="multipart/form-data"' in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_list_number_of_statements_does_not_grow(
    browser, page, application, criterion, talent, upload, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        actions.receive(application, criterion, [upload(corpus.jpeg())], by=talent)
    drawing.draw_waiting()

    with django_assert_max_num_queries(30) as captured:
        browser.get(page)

    own = [query["sql"] for query in captured if "evidence" in query["sql"] or "applicationcriterion" in query["sql"]]
    assert len(own) == 4  # criteria, documents, files, pages; the frame of the page asks its own


def test_post_good_and_bad_files_keeps_the_good_and_names_the_bad(post, upload, page, criterion, files_on_disk):
    response = post(upload(corpus.jpeg(), "1.jpg"), upload(corpus.SVG, "evil.svg"), upload(corpus.pdf(), "a.pdf"))

    assert (response.status_code, response.url) == (302, f"{page}#{criterion.slug}")
    names = [[file.name for file in evidence.files.all()] for evidence in Evidence.objects.all()]
    assert names == [["1.jpg"], ["a.pdf"]]
    assert files_on_disk()["evidence"] == 2
    said = text(response.client.get(page, headers={"accept-language": "en"}))
    assert "2 files received." in said
    assert "“evil.svg”: It is not a PDF, JPEG, PNG or HEIC file" in said


def test_post_only_bad_files_shows_the_form_with_what_to_do(post, upload):
    response = post(upload(corpus.locked_pdf(), "locked.pdf"), upload(b"", "empty.pdf"))

    assert response.status_code == 422
    assert response.context["form"].errors["file"] == [
        "“locked.pdf”: It is locked with a password. Save it without the password and send it again.",
        "“empty.pdf”: It is empty. Choose the file again.",
    ]
    assert "data-error-summary" in text(response)
    assert not Evidence.objects.exists()


def test_post_without_a_file_says_so(post):
    response = post()

    assert response.status_code == 422
    assert response.context["form"].errors == {"file": ["Choose a file or take a photo."]}


def test_post_too_large_file_is_dropped_on_its_way_and_refused(post, upload, settings, files_on_disk):
    settings.UPLOAD_MAX_MB = 1

    response = post(upload(corpus.pdf() + b"%" * 3_000_000, "large.pdf"), upload(corpus.pdf(), "small.pdf"))

    assert response.status_code == 302
    assert list(EvidenceFile.objects.values_list("name", flat=True)) == ["small.pdf"]
    assert files_on_disk()["evidence"] == 1


def test_post_for_a_criterion_not_chosen_is_refused(post, upload):
    response = post(upload(corpus.pdf()), criterion="a-nobel-prize")

    assert response.status_code == 422
    assert not Evidence.objects.exists()


def test_post_once_submitted_is_refused_and_nothing_kept(post, upload, application, files_on_disk):
    Application.objects.filter(pk=application.pk).update(status=Status.SUBMITTED)

    response = post(upload(corpus.pdf()))

    assert response.status_code == 422
    assert "only while the application is with you" in text(response)
    assert files_on_disk()["evidence"] == 0


def test_post_full_application_is_refused_and_nothing_kept(post, upload, settings, files_on_disk):
    settings.EVIDENCE_MAX_FILES = 1

    response = post(upload(corpus.jpeg()), upload(corpus.pdf()))

    assert response.status_code == 422
    assert "at most 1 files" in text(response)
    assert not Evidence.objects.exists()
    assert files_on_disk()["evidence"] == 0


def test_post_same_form_twice_makes_one_document(post, upload, files_on_disk):
    answers = [post(upload(corpus.pdf()), form_key="pressed-twice") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Evidence.objects.count() == 1
    assert files_on_disk()["evidence"] == 1


def test_post_by_script_answers_with_the_document(post, upload, browser):
    response = post(upload(corpus.jpeg(), "1.jpg"), script=True)
    made = Evidence.objects.get()

    assert response.url == reverse("accounts:evidence-document", args=[made.application.code, made.public_id])
    part = text(browser.get(response.url, headers={"accept-language": "en"}))
    assert part.startswith(f'<li class="paper" id="document-{made.public_id}"')
    assert 'data-state="received" data-photos' in part
    assert "Preparing… 0 of 1 pages" in part


def test_post_by_script_further_photo_joins_the_document(post, upload, document):
    response = post(
        upload(corpus.heic(), "back.heic"),
        to=reverse("accounts:evidence-document", args=[document.application.code, document.public_id]),
        script=True,
    )

    assert response.status_code == 302
    assert [file.name for file in document.files.all()] == ["front.jpg", "back.heic"]


def test_post_by_script_bad_file_answers_with_the_words(post, upload):
    response = post(upload(corpus.HTML, "page.pdf"), script=True)

    assert response.status_code == 422
    assert text(response).startswith("<p>It is not a PDF")
    assert "<html" not in text(response)


def test_post_name_with_markup_is_shown_as_text(post, upload, browser, page):
    post(upload(corpus.pdf(), "<img src=x onerror=alert(1)>.pdf"))

    assert "<img src=x" not in text(browser.get(page))


def test_document_unreadable_says_what_to_do(browser, document):
    Evidence.objects.update(state="unreadable", problem="corrupted")

    address = reverse("accounts:evidence-document", args=[document.application.code, document.public_id])
    part = text(browser.get(address, headers={"accept-language": "en"}))

    assert "Cannot be read" in part
    assert "Open it on your device, save it anew and send it again." in part


def test_document_longer_than_the_bound_says_the_total(browser, document):
    drawing.draw_waiting()
    EvidenceFile.objects.update(pages_total=120)

    address = reverse("accounts:evidence-document", args=[document.application.code, document.public_id])

    assert "The first 50 of 120 pages are shown" in text(browser.get(address, headers={"accept-language": "en"}))


def test_remove_takes_the_document(browser, document, page, django_capture_on_commit_callbacks, files_on_disk):
    address = reverse("accounts:evidence-remove", args=[document.application.code, document.public_id])

    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(address)

    assert (response.status_code, response.url) == (302, f"{page}#{document.criterion.slug}")
    assert not Evidence.objects.exists()
    assert files_on_disk()["evidence"] == 0
    assert browser.post(address).url == page


def test_remove_one_file_leaves_the_document(browser, document, talent, upload):
    back = actions.add_file(document, upload(corpus.jpeg(), "back.jpg"), by=talent)
    address = reverse("accounts:evidence-remove", args=[document.application.code, document.public_id])

    browser.post(address, {"file": str(back.public_id)})

    assert list(document.files.values_list("name", flat=True)) == ["front.jpg"]


def test_remove_once_submitted_is_refused(browser, document):
    Application.objects.filter(pk=document.application_id).update(status=Status.SUBMITTED)

    browser.post(reverse("accounts:evidence-remove", args=[document.application.code, document.public_id]))

    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("name", ["list", "document", "remove"])
def test_strangers_find_nothing(as_user, anonymous, other_talent, city_officer, document, name):
    parts = [document.application.code] + ([document.public_id] if name != "list" else [])
    address = reverse(f"accounts:evidence-{name}", args=parts)

    for stranger in (other_talent, city_officer):
        assert as_user(stranger).post(address).status_code == 404
        assert as_user(stranger).get(address).status_code in {404, 405}
    assert anonymous.get(address).status_code in {302, 405}
    assert Evidence.objects.count() == 1


def test_own_application_does_not_open_a_strangers_document(as_user, other_talent, other_application, document):
    address = reverse("accounts:evidence-document", args=[other_application.code, document.public_id])

    assert as_user(other_talent).get(address).status_code == 404
    assert as_user(other_talent).get(address.replace(str(document.public_id), str(uuid.uuid4()))).status_code == 404
