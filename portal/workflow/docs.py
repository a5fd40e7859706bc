"""How does a table of steps read on paper?"""

from collections.abc import Iterable, Iterator

from django.utils.translation import override

from .table import Transition, Workflow, always

HEAD = """# Workflows

Written by `manage.py workflow_docs` from the tables in `workflow.py` of each subject; edit those. Every step is one
transaction: the case is locked, status, actor, guard and reason are checked, the status is written with its `_at` and
`_by`, the deadline is set, the effect runs, one history row is appended and the messages are queued. A refused step
writes nothing. Days are working days.
"""
COLUMNS = ("step", "label", "from", "to", "who", "only if", "reason", "effect", "told", "deadline")


def document(flows: Iterable[Workflow]) -> str:
    """The whole document, flows by name."""
    with override("en"):
        parts = [HEAD, *("\n".join(_section(flow)) + "\n" for flow in sorted(flows, key=lambda flow: flow.name))]
    return "\n".join(parts)


def _section(flow: Workflow) -> Iterator[str]:
    yield f"## {flow.name}\n"
    yield f"`{flow.model}`, begins as `{flow.initial()}`.\n"
    yield "```mermaid\nstateDiagram-v2"
    yield f"  [*] --> {flow.initial()}"
    for step in flow.transitions:
        yield from (f"  {source} --> {step.target or source}: {step.name}" for source in _sources(flow, step))
    yield "```\n"
    yield _line(COLUMNS)
    yield _line("---" for _column in COLUMNS)
    for step in flow.transitions:
        yield _line(_cells(flow, step))


def _cells(flow: Workflow, step: Transition) -> Iterator[str]:
    yield f"`{step.name}`"
    yield str(step.label)
    yield ", ".join(f"`{source}`" for source in _sources(flow, step))
    yield f"`{step.target}`" if step.target else "as it is"
    yield _rule(step.who)
    yield "" if step.guard is always else _rule(step.guard)
    yield "must be given" if step.needs_reason else ""
    yield ", ".join(f"`{dotted}`" for dotted in (step.turn, step.before, step.effect) if dotted)
    yield ", ".join(f"`{notice.template}` to {_words(notice.to)}" for notice in step.notify)
    yield _deadline(step)


def _sources(flow: Workflow, step: Transition) -> list[str]:
    """In the order of the status column's choices: a table may name them as a set."""
    return [status for status in flow.states() if status in step.source]


def _deadline(step: Transition) -> str:
    if callable(step.deadline_days):
        return _rule(step.deadline_days)
    if step.clears_deadline or step.deadline_days == 0:
        return "ends"
    return f"{step.deadline_days} days" if step.deadline_days else ""


def _rule(rule: object) -> str:
    """The first sentence of the rule's docstring, else its name as words."""
    text = (getattr(rule, "__doc__", None) or "").strip().split("\n")[0]
    return text or _words(rule)


def _words(function: object) -> str:
    return getattr(function, "__name__", str(function)).strip("_").replace("_", " ")


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
