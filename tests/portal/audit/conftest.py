"""A history of three people, sealed in two seals, with a few rows after the last."""

import pytest

from portal.audit import seals
from portal.audit.chain import append
from portal.audit.models import History
from tests.factories import UserFactory

ACTIONS = ("profile_changed", "case_opened", "full_id_shown")


@pytest.fixture
def seal_log(settings, tmp_path):
    settings.SEAL_LOG = str(tmp_path / "deep" / "seals.log")
    return tmp_path / "deep" / "seals.log"


@pytest.fixture
def people(db):
    return UserFactory.create_batch(3)


@pytest.fixture
def history(people, seal_log):
    """Twelve sealed rows (7 and 5), four open ones."""

    def write(count):
        for number in range(count):
            actor = people[number % 2]
            append(people[number % 3], ACTIONS[number % 3], by=actor, fields=["city"], to_status="draft")

    for count in (7, 5):
        write(count)
        seals.seal()
    write(4)
    return History.objects.order_by("id")
