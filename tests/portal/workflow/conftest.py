"""One writer, one reader, and their paper."""

import pytest

from tests.factories import UserFactory

from .papers.models import Paper


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
