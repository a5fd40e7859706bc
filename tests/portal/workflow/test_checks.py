"""Is a name in a table that leads nowhere met at start, and not by the first reader?"""

from dataclasses import replace

import pytest

from portal.workflow.checks import check_workflows
from portal.workflow.table import Notice, Transition, Workflow, always, register, workflows

from .papers.workflow import PAPER

STEP = Transition("step", "Step", "Step", ("draft",), "submitted", always)


@pytest.fixture
def faults_of(monkeypatch):
    """What the check says of the paper flow with one step put in its place."""

    def check(model="papers.Paper", **changes):
        flow = Workflow("other", model, (replace(STEP, **changes),))
        monkeypatch.setitem(workflows, "other", flow)
        return [(error.id, error.obj, error.msg) for error in check_workflows() if error.obj.startswith("other")]

    return check


def test_flows_of_the_site_are_without_fault():
    assert check_workflows() == []


def test_effect_and_form_that_lead_nowhere_are_named(faults_of):
    where = "tests.portal.workflow.papers.workflow"

    assert [fault[:2] for fault in faults_of(effect=f"{where}.nothing", form="no.such.Form")] == [
        ("workflow.E002", "other.step"),
        ("workflow.E002", "other.step"),
    ]
    assert faults_of(effect=f"{where}.PATH") == [("workflow.E002", "other.step", f"{where}.PATH cannot be called.")]


def test_notice_without_text_is_named_once_a_language_and_channel(faults_of):
    found = faults_of(notify=(Notice("no_such_text", list),))

    assert {fault[2] for fault in found} == {
        "There is no notifications/no_such_text/zh-hans.txt.",
        "There is no notifications/no_such_text/en.txt.",
    }


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"source": ("draft", "flying")}, "step names the unknown status flying."),
        ({"target": "flying"}, "step names the unknown status flying."),
        ({"model": "papers.Receipt"}, "papers.Receipt cannot carry a flow: Receipt has no field named 'status'"),
        ({"model": "accounts.Card", "source": ("active",), "target": "revoked", "deadline_days": 3},
         "step sets a deadline, but accounts.Card has no due_on."),
    ],
)  # fmt: skip
def test_model_that_cannot_carry_the_table_is_named(faults_of, changes, message):
    assert faults_of(**changes) == [("workflow.E001", "other", message)]


def test_step_named_twice_is_named(monkeypatch):
    monkeypatch.setitem(workflows, "other", Workflow("other", "papers.Paper", (STEP, STEP)))

    assert [error.msg for error in check_workflows()] == ["step stands in the table twice."]


def test_second_flow_by_the_same_name_is_refused():
    with pytest.raises(ValueError, match="Two flows are named paper"):
        register(replace(PAPER))
