"""Is a status noticed that nobody decided?"""

import pytest

from portal.audit.chain import append
from portal.workflow.engine import perform, start
from portal.workflow.reconcile import statuses_follow_history

from .papers.models import Paper


@pytest.fixture
def decided(writer, reader):
    paper = start(Paper(writer=writer, title="On ice"), by=writer)
    perform(paper, "submit", by=writer)
    return perform(paper, "refuse", by=reader, reason="No.")


def test_decided_paper_with_a_later_event_agrees(decided, reader):
    append(decided, "case_opened", by=reader)

    assert list(statuses_follow_history()) == []


def test_status_written_past_the_engine_is_named(decided):
    Paper.objects.update(status="taken")

    assert list(statuses_follow_history()) == [f"papers.paper {decided.public_id} is taken, its history says refused"]


def test_object_without_history_is_named(paper):
    assert list(statuses_follow_history()) == [f"papers.paper {paper.public_id} is draft, its history says nothing"]
