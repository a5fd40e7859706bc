"""`POST me/accreditations/<code>/evidence/`: what is taken, refused and answered, and is it once for its key?"""

import pytest

from accounts.accreditation.enums import Status
from accounts.accreditation.models import Application
from accounts.evidence.models import Evidence, EvidenceFile

from . import corpus

pytestmark = pytest.mark.slow
URL = "/api/v1/me/accreditations/{}/evidence/"


@pytest.fixture
def send(as_user, talent, application, criterion):
    def sent(*files, by=talent, to=None, key=None, **fields):
        data = {"file": list(files), "criterion": criterion.slug} | fields
        headers = {"accept-language": "en"} | ({"Idempotency-Key": key} if key else {})
        return as_user(by).post(URL.format((to or application).code), data, headers=headers)

    return sent


def faults(answer):
    assert (answer.status_code, answer["content-type"]) == (400, "application/problem+json")
    assert answer.json()["code"] == "invalid"
    return {name: [error["code"] for error in errors] for name, errors in answer.json()["errors"].items()}


def test_pdf_is_taken_and_described(send, upload, files_on_disk):
    answer = send(upload(corpus.pdf(2), "diploma.pdf"))

    evidence = Evidence.objects.get()
    file = evidence.files.get()
    assert answer.status_code == 201
    found = answer.json()
    assert found.pop("received_at")
    assert found == {
        "id": str(evidence.public_id),
        "criterion": "e-doctorate",
        "state": "received",
        "problem": "",
        "files": [
            {
                "id": str(file.public_id),
                "name": "diploma.pdf",
                "type": "application/pdf",
                "size_bytes": len(corpus.pdf(2)),
                "sha256": file.sha256,
                "pages": 2,
            }
        ],
    }
    assert files_on_disk() == {"evidence": 1, "pages": 0}


def test_several_photos_make_one_document(send, upload):
    answer = send(upload(corpus.jpeg(), "1.jpg"), upload(corpus.heic(), "2.heic"))

    assert [file["name"] for file in answer.json()["files"]] == ["1.jpg", "2.jpg"]
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "file_empty"), (corpus.SVG, "file_type"), (corpus.locked_pdf(), "locked_pdf"), (b"%PDF-", "corrupted")],
)
def test_bad_file_is_a_problem_of_its_field(send, upload, files_on_disk, data, code):
    assert faults(send(upload(data))) == {"file": [code]}
    assert not Evidence.objects.exists()
    assert files_on_disk()["evidence"] == 0


def test_one_bad_file_refuses_the_document(send, upload, files_on_disk):
    assert faults(send(upload(corpus.jpeg()), upload(b""))) == {"file": ["file_empty"]}
    assert files_on_disk()["evidence"] == 0


def test_missing_unknown_and_superfluous_fields_are_named(send, upload, as_user, talent, application):
    assert faults(as_user(talent).post(URL.format(application.code), {})) == {
        "file": ["required"],
        "criterion": ["required"],
    }
    assert faults(send(upload(corpus.pdf()), criterion="nobel")) == {"criterion": ["does_not_exist"]}
    assert faults(send(upload(corpus.pdf()), title="x")) == {"title": ["unknown_field"]}


def test_what_is_no_multipart_is_refused(as_user, talent, application):
    answer = as_user(talent).post(URL.format(application.code), {"file": "x"}, "application/json")

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_same_key_and_files_again_get_the_first_answer(send, upload, files_on_disk):
    first, second = (send(upload(corpus.jpeg()), key="k1") for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert Evidence.objects.count() == 1
    assert files_on_disk()["evidence"] == 1


def test_same_key_with_another_file_is_refused(send, upload, files_on_disk):
    send(upload(corpus.jpeg()), key="k1")

    answer = send(upload(corpus.pdf()), key="k1")

    assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")
    assert Evidence.objects.count() == 1
    assert files_on_disk()["evidence"] == 1


def test_bad_file_does_not_use_the_key_up(send, upload):
    send(upload(b""), key="k1")

    assert send(upload(corpus.pdf()), key="k1").status_code == 201


def test_submitted_application_is_refused(send, upload, application, files_on_disk):
    Application.objects.filter(pk=application.pk).update(status=Status.SUBMITTED)

    answer = send(upload(corpus.pdf()))

    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_status")
    assert files_on_disk()["evidence"] == 0


def test_criterion_not_chosen_is_refused(send, upload, application):
    application.chosen.all().delete()

    answer = send(upload(corpus.pdf()))

    assert (answer.status_code, answer.json()["code"]) == (409, "criterion_not_chosen")


def test_full_application_is_refused(send, upload, settings, files_on_disk):
    settings.EVIDENCE_MAX_FILES = 1

    answer = send(upload(corpus.jpeg()), upload(corpus.jpeg()))

    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_files")
    assert files_on_disk()["evidence"] == 0


def test_others_find_nothing(send, upload, other_talent, other_application, city_officer, anonymous, application):
    assert send(upload(corpus.pdf()), to=other_application).status_code == 404
    assert send(upload(corpus.pdf()), by=other_talent).status_code == 404
    assert send(upload(corpus.pdf()), by=city_officer).status_code == 403
    answer = anonymous.post(URL.format(application.code), {})
    assert (answer.status_code, answer["WWW-Authenticate"].split()[0]) == (401, "Bearer")
    assert not EvidenceFile.objects.exists()
