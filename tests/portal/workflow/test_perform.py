"""Does perform() do all of a transition, or nothing of it?"""

import pytest
from django.utils import timezone

from portal.audit.models import History
from portal.workflow.engine import Refusal, available, perform, start
from portal.workflow.models import Reason

from .papers.models import Paper, Receipt

NOTHING_WRITTEN = (0, 0, 0)


def written():
    return (History.objects.count(), Reason.objects.count(), Receipt.objects.count())


def names(obj, user):
    return [step.name for step in available(obj, user)]


def test_submit_writes_status_stamp_and_history(paper, writer, clock):
    after = perform(paper, "submit", by=writer)

    row = History.objects.of(paper).get()
    assert (after.status, after.submitted_at, after.due_on) == ("submitted", timezone.now(), None)
    assert (row.seq, row.action, row.from_status, row.to_status) == (1, "submit", "draft", "submitted")
    assert (row.actor_id, row.at, row.fields) == (writer.public_id, timezone.now(), ["status", "submitted_at"])
    assert Paper.objects.values_list("status", "submitted_at").get() == ("submitted", timezone.now())


def test_perform_leaves_the_given_object_and_its_unsaved_changes_alone(paper, writer):
    paper.title = "Scribbled over"

    after = perform(paper, "submit", by=writer)

    assert (paper.status, paper.title) == ("draft", "Scribbled over")
    assert (after.status, after.title) == ("submitted", "On ice")


def test_perform_from_a_stale_object_is_refused_by_the_status_that_stands(submitted, reader, writer):
    stale = Paper.objects.get()
    perform(submitted, "withdraw", by=writer)

    with pytest.raises(Refusal) as refused:
        perform(stale, "refuse", by=reader, reason="Too late.")

    assert refused.value.code == "wrong_status"
    assert [row.action for row in History.objects.of(submitted)] == ["withdraw"]


@pytest.mark.parametrize(
    ("action", "who", "title", "reason", "code"),
    [
        ("take", "reader", "On ice", "", "wrong_status"),
        ("submit", "reader", "On ice", "", "not_allowed"),
        ("submit", "writer", "", "", "title_missing"),
    ],
)
def test_perform_refused_writes_nothing(paper, request, action, who, title, reason, code):
    Paper.objects.update(title=title)

    with pytest.raises(Refusal) as refused:
        perform(paper, action, by=request.getfixturevalue(who), reason=reason)

    assert refused.value.code == code
    assert str(refused.value)
    assert written() == NOTHING_WRITTEN
    assert Paper.objects.get().status == "draft"


def test_refuse_with_blank_reason_is_refused(submitted, reader):
    with pytest.raises(Refusal) as refused:
        perform(submitted, "refuse", by=reader, reason="  \n ")

    assert refused.value.code == "reason_missing"
    assert written() == NOTHING_WRITTEN


def test_refuse_keeps_the_words_out_of_the_history(submitted, reader):
    perform(submitted, "refuse", by=reader, reason=" Mr Li's paper is a copy. ")

    row, reason = History.objects.get(), Reason.objects.get()
    assert row.reason_id == reason.id
    assert (reason.text, reason.by, reason.action) == ("Mr Li's paper is a copy.", reader, "refuse")
    assert (reason.object_type, reason.object_id) == ("papers.paper", str(submitted.public_id))
    assert "Li" not in str(History.objects.values().get())


def test_take_with_failing_effect_writes_nothing(submitted, reader):
    with pytest.raises(RuntimeError, match="the effect failed"):
        perform(submitted, "take", by=reader, reason="Good.", data={"fail": True})

    assert written() == NOTHING_WRITTEN
    assert Paper.objects.values_list("status", "taken_at").get() == ("submitted", None)


def test_hand_over_keeps_status_and_records_what_the_effect_changed(submitted, reader):
    after = perform(submitted, "hand_over", by=reader, data={"reader": reader})

    row = History.objects.get()
    assert (after.status, after.reader) == ("submitted", reader)
    assert (row.from_status, row.to_status, row.fields) == ("submitted", "submitted", ["reader"])


def test_available_lists_what_status_actor_and_guard_permit(paper, submitted, writer, reader):
    assert names(paper, writer) == ["submit"]
    assert names(paper, reader) == []
    assert names(submitted, writer) == ["withdraw"]
    assert names(submitted, reader) == ["take", "refuse", "ask", "delay", "hand_over"]
    assert names(Paper(writer=writer, title=""), writer) == []


def test_perform_of_an_unknown_transition_is_a_programming_error(paper, writer):
    with pytest.raises(LookupError, match="no transition fly"):
        perform(paper, "fly", by=writer)


def test_start_saves_the_object_with_its_first_row(writer):
    paper = start(Paper(writer=writer), by=writer)

    row = History.objects.of(paper).get()
    assert (row.seq, row.action, row.from_status, row.to_status) == (1, "create", "", "draft")


def test_start_in_a_later_status_is_refused(writer):
    with pytest.raises(ValueError, match="does not begin its life"):
        start(Paper(writer=writer, status="taken"), by=writer)

    assert (Paper.objects.count(), History.objects.count()) == (0, 0)
