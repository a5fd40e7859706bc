"""Whatever talents, officers and desks do in whatever order: is it done or refused in words, and does all add up?"""

from collections import Counter

import pytest

from portal.workflow.table import workflows
from tests.faults.test_kth_write import FLOW_OF_THE_TESTS
from tests.harness.full import FULL, size

pytest.importorskip("hypothesis", reason="hypothesis is not installed")
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from .life import Life
from .people import FLOWS, People

STEPS = size(50, 100)
LIVES = size(12, 400)
LEAST = size(200, 10_000)  # steps that found somebody to take them
ALWAYS = {"begin", "check"}
IN_TIME = ALWAYS | {
    *("application.submit", "use", "leave"),
    *("application.accept", "application.return"),  # the cards that each life begins with were forwarded and approved
    *("application.withdraw", "card.suspend", "card.revoke", "card.cancel", "ask", "report", "turnedaway.answer"),
    *("servicerequest.grant", "servicerequest.return", "servicerequest.decline", "servicerequest.withdraw"),
    *("family", "photo", "familymember.accept", "portrait.accept", "portrait.remove", "card.renew"),
    *("deliver", "emergency", "spoken", "proxy", "proxy shows", "proxy ends", "call", "call back", "window"),
    *("instalment.confirm", "instalment.end", "undo", "give_consent", "withdraw_consent", "profile", "choose"),
}
SIZE = settings(
    max_examples=LIVES,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=not FULL,  # the same lives each day, others each time in the long size
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def lives(catalogue, settings, tmp_path):
    """A fresh portal with a few people, and nothing counted yet."""
    settings.MEDIA_ROOT, settings.SEAL_LOG = tmp_path / "files", str(tmp_path / "seals.log")
    Life.people, Life.done, Life.refused = People(), Counter(), Counter()
    return Life


def test_every_step_of_every_flow_can_be_tried():
    tried = {model.workflow: set(steps) for model, steps in FLOWS.items()}

    steps = {flow.name: {step.name for step in flow.transitions} for flow in workflows.values()}
    assert tried == {name: found for name, found in steps.items() if name != FLOW_OF_THE_TESTS}


@pytest.mark.slow
def test_random_lives_meet_refusals_only_and_all_adds_up_at_their_ends(lives):
    run_state_machine_as_test(lives, settings=SIZE)

    assert (lives.done + lives.refused).total() >= LEAST
    assert (IN_TIME if FULL else ALWAYS) - set(lives.done) == set()
