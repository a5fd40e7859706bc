"""Do the bytes of evidence reach the owner and the case's officers only, and run nowhere?"""

import pytest
from django.urls import reverse

from accounts.accreditation.enums import Status
from accounts.accreditation.models import Application
from accounts.evidence import actions, drawing
from accounts.organisations.models import Membership
from policies.authorities.models import Authority
from tests.factories import UserFactory

from . import corpus

PDF = corpus.pdf()


@pytest.fixture
def document(application, criterion, talent, upload):
    evidence = actions.receive(application, criterion, [upload(PDF, "学位证书.pdf")], by=talent)
    drawing.draw_waiting()
    return evidence


@pytest.fixture
def original(document):
    return reverse("accounts:evidence-original", args=[document.files.get().public_id])


@pytest.fixture
def page(document):
    return reverse("accounts:evidence-page", args=[document.pages[0].public_id])


@pytest.fixture
def officer_elsewhere(harbin):
    names = {"name_zh": "齐齐哈尔市", "name_en": "Qiqihar"}
    qiqihar = Authority.objects.create(slug="qiqihar", level="city", parent=harbin.parent, **names)
    user = UserFactory(email="elsewhere@example.cn", is_staff=True)
    Membership.objects.create(user=user, role="city_officer", authority=qiqihar)
    return user


def body(response):
    return b"".join(response.streaming_content)


def test_original_leaves_as_an_attachment_in_which_nothing_runs(as_user, talent, original):
    response = as_user(talent).get(original)

    assert body(response) == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%AD%A6%E4%BD%8D%E8%AF%81%E4%B9%A6.pdf"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "given", ['a"; filename="evil.html', "evil.html\r\nX-Evil: 1", "../../evil.html", "\u202elmth.evil"]
)
def test_original_hostile_name_cannot_break_the_header(as_user, talent, application, criterion, upload, given):
    evidence = actions.receive(application, criterion, [upload(PDF, given)], by=talent)

    response = as_user(talent).get(reverse("accounts:evidence-original", args=[evidence.files.get().public_id]))

    disposition = response.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename")
    assert disposition.rstrip('"').endswith(".pdf")
    assert disposition.count("filename") - disposition.count("_ filename=_") == 1
    assert "X-Evil" not in response.headers
    assert ".." not in disposition
    body(response)


def test_page_is_shown_in_place_and_never_cached(as_user, talent, page):
    response = as_user(talent).get(page)

    assert body(response).startswith(b"\xff\xd8\xff")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert "attachment" not in response.headers.get("Content-Disposition", "")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("kind", ["original", "page"])
def test_officer_of_the_city_sees_it_once_submitted(request, as_user, city_officer, application, kind):
    address = request.getfixturevalue(kind)

    assert as_user(city_officer).get(address).status_code == 404
    Application.objects.filter(pk=application.pk).update(status=Status.SUBMITTED)
    response = as_user(city_officer).get(address)
    assert response.status_code == 200
    body(response)


@pytest.mark.parametrize("kind", ["original", "page"])
def test_strangers_find_nothing(request, as_user, anonymous, other_talent, officer_elsewhere, application, kind):
    address = request.getfixturevalue(kind)
    Application.objects.filter(pk=application.pk).update(status=Status.SUBMITTED)

    for stranger in (other_talent, officer_elsewhere):
        assert as_user(stranger).get(address).status_code == 404
    assert anonymous.get(address).status_code == 302


def test_file_that_is_gone_is_not_found(as_user, talent, document, original, private_disk):
    (private_disk / document.files.get().original.name).unlink()

    assert as_user(talent).get(original).status_code == 404


def test_no_address_serves_the_private_folder(settings, as_user, talent, document):
    assert settings.MEDIA_URL == "/"  # nothing is mounted there
    assert as_user(talent).get(f"/{document.files.get().original.name}").status_code == 404
