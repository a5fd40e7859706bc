"""Whose evidence, for which application, on which disk?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.accreditation.models import Application
from accounts.evidence import storage
from accounts.organisations.enums import Role
from accounts.organisations.models import Membership
from policies.authorities.models import Authority
from policies.catalogue.models import Criterion, Source, Tier
from tests.factories import UserFactory

from . import corpus


@pytest.fixture(autouse=True)
def private_disk(settings, tmp_path):
    """Each test has its own empty place for files."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def files_on_disk(private_disk):
    """How many files are kept now, by folder."""

    def count():
        kept = [path.relative_to(private_disk).parts[0] for path in private_disk.rglob("*") if path.is_file()]
        return {folder: kept.count(folder) for folder in ("evidence", "pages")}

    return count


@pytest.fixture
def harbin(db):
    names = {"name_zh": "黑龙江省", "name_en": "Heilongjiang"}
    province = Authority.objects.create(slug="heilongjiang", level="province", **names)
    return Authority.objects.create(slug="harbin", level="city", name_zh="哈尔滨市", name_en="Harbin", parent=province)


@pytest.fixture
def criterion(db):
    source = Source.objects.create(slug="example", title_zh="示例", title_en="Example")
    tier = Tier.objects.create(
        slug="e", letter="E", rank=5, name_zh="高层次", name_en="E", decided_by="city", source=source
    )
    words = {
        "text_zh": "具有博士学位",
        "text_en": "Holds a doctorate",
        "evidence_zh": "学位证书",
        "evidence_en": "Diploma",
    }
    return Criterion.objects.create(slug="e-doctorate", tier=tier, category="degree", source=source, **words)


@pytest.fixture
def application(talent, harbin, criterion):
    application = Application.objects.create(talent=talent, tier=criterion.tier, city=harbin)
    application.chosen.create(criterion=criterion)
    return application


@pytest.fixture
def other_application(other_talent, harbin, criterion):
    application = Application.objects.create(talent=other_talent, tier=criterion.tier, city=harbin)
    application.chosen.create(criterion=criterion)
    return application


@pytest.fixture
def city_officer(harbin):
    user = UserFactory(email="city.officer@example.cn", is_staff=True)
    Membership.objects.create(user=user, role=Role.CITY_OFFICER, authority=harbin)
    return user


@pytest.fixture
def upload():
    def made(data, name="paper.pdf", content_type="application/octet-stream"):
        return SimpleUploadedFile(name, data, content_type)

    return made


@pytest.fixture
def page_of(tmp_path):
    """Gives the first file of a document a page image, as the worker would."""

    def made(evidence, number=1):
        source = tmp_path / "page.jpg"
        source.write_bytes(corpus.jpeg(20, 30))
        image = storage.keep(source, storage.PAGES)
        return evidence.files.first().pages.create(number=number, image=image, width=20, height=30)

    return made
