"""Is a sealed case opened by an auditor alone, with a trace, and gone when its time is over?"""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Application, Consent, SealedCase, SealedPaper
from accounts.people.actions import change_profile, give_consent
from accounts.rights import papers
from accounts.rights.actions import delete_account
from accounts.rights.purge import purge
from accounts.rights.seal import ten_years_after
from policies.models import Tier
from portal.models import History
from portal.workflow.engine import Refusal
from tests.factories import CardFactory, IdentityDocumentFactory

PAPER = b"%PDF-1.7 example"


@pytest.fixture(autouse=True)
def private_disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def leaver(profiled):
    """Somebody with a decided case and one paper."""
    application = CardFactory(talent=profiled).application
    criterion = application.tier.criteria.order_by("pk").first()
    document = application.evidence.create(owner=profiled, criterion=criterion, title="学位证书", state="ready")
    original = default_storage.save("evidence/ab/original", ContentFile(PAPER))
    document.files.create(original=original, name="degree.pdf", mime="application/pdf", sha256="0", size_bytes=9)
    return profiled


@pytest.fixture
def sealed(leaver, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(leaver, by=leaver)
    return SealedCase.objects.get()


def on_disk(folder):
    return sorted(str(file.relative_to(folder).parts[0]) for file in folder.rglob("*") if file.is_file())


def opened(case):
    return list(History.objects.of(case).values_list("action", flat=True)).count("opened")


def test_auditor_opens_a_case_and_its_paper_and_each_look_is_recorded(sealed, auditor, as_user):
    browser = as_user(auditor)
    place = f"/admin/accounts/sealedcase/{sealed.pk}"

    assert "李明远" not in browser.get(f"{place}/change/").content.decode()
    assert opened(sealed) == 0
    page = browser.post(f"{place}/open/").content.decode()
    paper = browser.post(f"/admin/accounts/sealedcase/paper/{SealedPaper.objects.get().public_id}/")

    assert "李明远" in page
    assert "degree.pdf" in page
    assert (paper.content, paper["Content-Type"]) == (PAPER, "application/pdf")
    assert opened(sealed) == 2
    assert History.objects.of(sealed).last().actor_id == auditor.public_id


@pytest.mark.parametrize("role", ["city_officer", "province_officer", "policy_admin"])
def test_other_officials_open_nothing_and_leave_no_look(sealed, as_user, request, role):
    browser = as_user(request.getfixturevalue(role))
    place = f"/admin/accounts/sealedcase/{sealed.pk}"
    paper = SealedPaper.objects.get().public_id

    answers = [
        browser.get(f"{place}/change/").status_code,
        browser.post(f"{place}/open/").status_code,
        browser.post(f"/admin/accounts/sealedcase/paper/{paper}/").status_code,
    ]

    assert (answers, opened(sealed)) == ([403, 404, 404], 0)


def test_opening_by_address_alone_shows_nothing(sealed, auditor, as_user):
    answer = as_user(auditor).get(f"/admin/accounts/sealedcase/{sealed.pk}/open/")

    assert (answer.status_code, opened(sealed)) == (405, 0)


def test_files_of_a_deleted_account_are_its_sealed_papers_alone(sealed, private_disk):
    assert on_disk(private_disk) == ["sealed"]
    assert PAPER not in next(file.read_bytes() for file in private_disk.rglob("*") if file.is_file())
    assert papers.opened(SealedPaper.objects.get()) == PAPER


def test_purge_before_the_last_day_is_over_keeps_and_after_it_deletes_case_and_paper(
    sealed, private_disk, django_capture_on_commit_callbacks
):
    SealedCase.objects.update(kept_until=timezone.localdate())
    assert purge() == 0

    SealedCase.objects.update(kept_until=timezone.localdate() - dt.timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert purge() == 1

    assert (SealedCase.objects.count(), on_disk(private_disk)) == (0, [])
    assert History.objects.of(sealed).last().action == "purged"


def test_purge_deletes_consents_three_years_after_the_account_and_no_others(sealed, leaver, other_talent):
    give_consent(other_talent, "terms", by=other_talent)
    type(leaver).objects.filter(pk=leaver.pk).update(erased_at=timezone.now() - dt.timedelta(days=3 * 366 + 1))

    purge()

    assert [row.user for row in Consent.objects.all()] == [other_talent]


@pytest.mark.parametrize(
    ("decided", "until"),
    [(dt.date(2026, 11, 20), dt.date(2036, 11, 20)), (dt.date(2028, 2, 29), dt.date(2038, 2, 28))],
)
def test_case_is_kept_ten_years_to_the_day(decided, until):
    assert ten_years_after(decided) == until


def test_deletion_that_a_decision_overtook_changes_nothing_and_leaves_no_sealed_file(leaver, private_disk, monkeypatch):
    monkeypatch.setattr(papers, "needed", lambda user, seen=[]: [] if not seen and not seen.append(1) else files(user))

    with pytest.raises(Refusal) as refused:
        delete_account(leaver, by=leaver)

    leaver.refresh_from_db()
    assert (refused.value.code, leaver.erased_at, on_disk(private_disk)) == ("just_decided", None, ["evidence"])


def test_deletion_that_fails_leaves_account_and_files_as_they_were(leaver, private_disk, monkeypatch):
    def fail(user):
        raise OSError("the disk is gone")

    monkeypatch.setattr("accounts.rights.actions.end_sessions", fail)

    with pytest.raises(OSError, match="the disk is gone"):
        delete_account(leaver, by=leaver)

    leaver.refresh_from_db()
    assert (leaver.erased_at, leaver.profile.name, on_disk(private_disk)) == (None, "李明远", ["evidence"])


def test_deletion_of_a_deleted_account_is_refused(sealed, leaver):
    with pytest.raises(Refusal) as refused:
        delete_account(leaver, by=leaver)

    assert refused.value.code == "already_deleted"


def test_account_of_an_official_is_not_deleted_here(city_officer):
    with pytest.raises(Refusal) as refused:
        delete_account(city_officer, by=city_officer)

    city_officer.refresh_from_db()
    assert (refused.value.code, city_officer.is_active) == ("not_a_talent", True)


def test_nothing_is_kept_about_a_person_after_the_deletion_whoever_was_just_writing(sealed, leaver):
    change = {"name": "李明远", "employer_name": "示范大学"}
    refused = pytest.raises(IntegrityError, match="the account is deleted")

    with refused, transaction.atomic():
        change_profile(leaver, change, by=leaver)
    with refused, transaction.atomic():
        IdentityDocumentFactory(user=leaver)
    with refused, transaction.atomic():
        Application.objects.create(
            talent=leaver, tier=Tier.objects.get(slug="b"), city=leaver.cards.get().application.city
        )

    assert leaver.profile.__class__.objects.get(user=leaver).name == ""


def files(user):
    """What the second look finds: the papers of a case decided meanwhile."""
    return list(papers.EvidenceFile.objects.filter(evidence__owner=user))
