"""One writer, one reader, and their paper."""

from pathlib import Path

import pytest

from portal.notifications import texts
from tests.factories import UserFactory

from .papers.models import Paper

TEXTS = Path(__file__).parent / "papers" / "texts"


@pytest.fixture(autouse=True)
def paper_texts(monkeypatch):
    """The messages of the paper flow lie with the tests."""
    monkeypatch.setattr(texts, "_root", lambda: TEXTS)
    texts.text_for.cache_clear()
    yield
    texts.text_for.cache_clear()


@pytest.fixture
def writer(talent):
    return talent


@pytest.fixture
def reader(db):
    return UserFactory(official=True, email="reader@example.cn")


@pytest.fixture
def paper(writer):
    return Paper.objects.create(writer=writer, title="On ice")


@pytest.fixture
def submitted(writer):
    return Paper.objects.create(writer=writer, title="On ice", status="submitted", pages=3)
