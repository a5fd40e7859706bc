"""Does an application move only as the table of accreditation says? The matrix is written by hand."""

import pytest

from accounts.accreditation.enums import Status
from accounts.models import Application, Card
from portal.audit.models import History
from portal.notifications.models import InboxMessage, OutboxMessage
from portal.workflow.engine import Refusal, perform
from tests.factories import ApplicationFactory

OWNER, C, X, P, T = "owner", "city_officer", "other_city_officer", "province_officer", "stranger"
ACTORS = (OWNER, C, X, P, T)
# (tier, status, transition) -> who is allowed; everybody else is refused
ALLOWED = {
    ("b", "draft", "submit"): {OWNER},
    ("b", "returned", "submit"): {OWNER},
    ("b", "draft", "withdraw"): {OWNER},
    ("b", "submitted", "withdraw"): {OWNER},
    ("b", "accepted", "withdraw"): {OWNER},
    ("b", "forwarded", "withdraw"): {OWNER},
    ("b", "returned", "withdraw"): {OWNER},
    ("b", "submitted", "accept"): {C},
    ("b", "submitted", "return"): {C},
    ("b", "accepted", "return"): {C},
    ("b", "forwarded", "return"): {P},
    ("b", "accepted", "forward"): {C},
    ("e", "accepted", "forward"): set(),
    ("b", "accepted", "approve"): set(),
    ("e", "accepted", "approve"): {C},
    ("b", "forwarded", "approve"): {P},
    ("b", "accepted", "refuse"): set(),
    ("e", "accepted", "refuse"): {C},
    ("b", "forwarded", "refuse"): {P},
    ("b", "draft", "accept"): set(),
    ("b", "draft", "approve"): set(),
    ("b", "submitted", "approve"): set(),
    ("e", "submitted", "approve"): set(),
    ("b", "approved", "withdraw"): set(),
    ("b", "refused", "submit"): set(),
    ("b", "withdrawn", "submit"): set(),
    ("b", "approved", "approve"): set(),
    ("b", "approved", "return"): set(),
}


@pytest.fixture
def people(profiled, city_officer, other_city_officer, province_officer, other_talent):
    return {OWNER: profiled, C: city_officer, X: other_city_officer, P: province_officer, T: other_talent}


@pytest.fixture
def at(profiled):
    """An application put into a status without its flow, for one cell of the matrix."""

    def put(tier, status):
        from policies.models import Tier

        row = ApplicationFactory(talent=profiled, tier=Tier.objects.get(slug=tier))
        Application.objects.filter(pk=row.pk).update(status=status)
        row.refresh_from_db()
        return row

    return put


@pytest.mark.parametrize(("tier", "status", "step"), ALLOWED)
def test_step_by_each_actor_is_done_or_leaves_no_trace(people, at, tier, status, step):
    for actor in ACTORS:
        row = at(tier, status)
        before = (History.objects.count(), InboxMessage.objects.count(), OutboxMessage.objects.count())

        if actor in ALLOWED[tier, status, step]:
            done = perform(row, step, by=people[actor], reason="材料齐全")
            assert done.status != status, (actor, done.status)
        else:
            with pytest.raises(Refusal):
                perform(row, step, by=people[actor], reason="材料齐全")
            row.refresh_from_db()
            assert row.status == status, actor
            after = (History.objects.count(), InboxMessage.objects.count(), OutboxMessage.objects.count())
            assert after == before, actor
        Card.objects.all().delete()
        Application.objects.filter(pk=row.pk).update(status="withdrawn")


def test_approval_by_the_province_issues_a_card_for_five_years(people, clock):
    row = ApplicationFactory(talent=people[OWNER])
    for step, actor in (("submit", OWNER), ("accept", C), ("forward", C), ("approve", P)):
        row = perform(row, step, by=people[actor])

    card = Card.objects.get(application=row)
    assert row.status == Status.APPROVED
    assert (card.talent, card.tier.slug, card.status) == (people[OWNER], "b", "active")
    assert (str(card.issued_on), str(card.expires_on)) == ("2026-11-20", "2031-11-19")
    assert [h.action for h in History.objects.filter(object_id=str(row.public_id)).order_by("seq")] == [
        "submit",
        "accept",
        "forward",
        "approve",
    ]


@pytest.mark.parametrize("step", ["return", "refuse"])
def test_decision_without_reason_is_refused(people, at, step):
    row = at("e", "accepted")

    with pytest.raises(Refusal) as refused:
        perform(row, step, by=people[C], reason=" ")

    assert refused.value.code == "reason_missing"


def test_submission_without_evidence_names_what_is_missing(people):
    row = ApplicationFactory(talent=people[OWNER])
    row.evidence.all().delete()

    with pytest.raises(Refusal) as refused:
        perform(row, "submit", by=people[OWNER])

    assert refused.value.code == "evidence_missing"


def test_case_is_handed_over_only_to_a_colleague(people, at, colleague):
    row = at("b", "submitted")

    with pytest.raises(Refusal) as refused:
        perform(row, "hand_over", by=people[C], data={"to": people[X]})
    row = perform(row, "hand_over", by=people[C], data={"to": colleague})

    assert refused.value.code == "not_a_colleague"
    assert (row.officer, row.status) == (colleague, "submitted")
