"""What is one row of a workflow, what answers may a rule give, and which flows are there?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Verdict:
    """The answer of a rule; `code` and `message` say why not."""

    ok: bool
    code: str = "ok"
    message: Text = ""

    def __bool__(self) -> bool:
        return self.ok


def yes() -> Verdict:
    return Verdict(True)


def no(code: str, message: Text) -> Verdict:
    return Verdict(False, code, message)


def always(user: Any, obj: Any) -> Verdict:
    """Nothing further is asked."""
    return yes()


def nothing(obj: Any) -> dict[str, Any]:
    return {}


Rule = Callable[[Any, Any], Verdict]


@dataclass(frozen=True)
class Notice:
    """Who is told by which text: `templates/notifications/<template>/`."""

    template: str
    to: Callable[[Any], Iterable[Any]]
    context: Callable[[Any], dict[str, Any]] = nothing


@dataclass(frozen=True)
class Transition:
    """One row of a flow, to be read as a sentence.

    `target` None keeps the status. `effect` is the dotted name of `(obj, *, by, reason, data) -> None`, run in the
    same transaction after the status is saved, and `before` of another run just before it: what must make room for it,
    or refuses because of other rows. `turn` is the dotted name of `(obj) -> None`, run before the row is locked: there
    waits who must not decide at the same moment about something else. `form` is the dotted name of a form with what the
    effect wants to know, built with `obj=` and `user=`; its cleaned data is the effect's `data`. `deadline_days` are
    working days until `due_on`, or a function of the object that says them.
    """

    name: str
    label: Text
    public_label: Text
    source: tuple[str, ...]
    target: str | None
    who: Rule
    guard: Rule = always
    needs_reason: bool = False
    turn: str | None = None
    before: str | None = None
    effect: str | None = None
    notify: tuple[Notice, ...] = ()
    deadline_days: int | Callable[[Any], int] | None = None
    clears_deadline: bool = False
    form: str | None = None


@dataclass(frozen=True)
class Workflow:
    """The whole life of one kind of object, transitions in the order of that life.

    `events` says in words what else stands in its history: rows that other code appends without a step.
    """

    name: str
    model: str
    transitions: tuple[Transition, ...]
    events: dict[str, Text] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Transition:
        """The transition of that name. LookupError: the flow has none."""
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise LookupError(f"The flow {self.name} has no transition {name}.")

    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def states(self) -> list[str]:
        """Every status the column allows, in the order of its choices. FieldDoesNotExist: there is no such column."""
        return [value for value, _label in self.labels()]

    def labels(self) -> list[tuple[str, Text]]:
        """Each status with its name for people."""
        return list(self._column().flatchoices)

    def initial(self) -> str:
        """The status a new object begins with: the default of its column."""
        return str(self._column().get_default())

    def _column(self) -> Any:
        return self.model_class()._meta.get_field("status")


workflows: dict[str, Workflow] = {}


def register(workflow: Workflow) -> Workflow:
    """Make a flow known by its name; ValueError: another has it."""
    if workflows.setdefault(workflow.name, workflow) is not workflow:
        raise ValueError(f"Two flows are named {workflow.name}.")
    return workflow


def workflow_of(obj: Any) -> Workflow:
    """The flow of an object: what its `get_workflow()` answers, else the one its class names."""
    if hasattr(obj, "get_workflow"):
        return obj.get_workflow()
    return workflows[obj.workflow]
