"""Does every name in every table lead somewhere? Asked once, at start."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error
from django.core.exceptions import FieldDoesNotExist
from django.utils.module_loading import import_string

from portal.notifications.texts import UnknownText, languages, text_for

from .table import Transition, Workflow, workflows

CHANNELS = ("inbox", "email")  # those that notify() uses unless told otherwise


def check_workflows(app_configs: Any = None, **options: Any) -> list[Error]:
    """E001: a flow's model, states or columns; E002: a dotted name; E003: a notice without its text."""
    found: list[Error] = []
    for workflow in workflows.values():
        found += [Error(text, obj=workflow.name, id="workflow.E001") for text in _wrong_with_model(workflow)]
        for step in workflow.transitions:
            name = f"{workflow.name}.{step.name}"
            found += [Error(text, obj=name, id="workflow.E002") for text in _unresolved(step)]
            found += [Error(text, obj=name, id="workflow.E003") for text in _untold(step)]
    return found


def _wrong_with_model(workflow: Workflow) -> Iterator[str]:
    try:
        meta = workflow.model_class()._meta
        states = set(workflow.states())
    except (LookupError, FieldDoesNotExist) as error:
        yield f"{workflow.model} cannot carry a flow: {error}"
        return
    names = [step.name for step in workflow.transitions]
    yield from (f"{name} stands in the table twice." for name in sorted({n for n in names if names.count(n) > 1}))
    for step in workflow.transitions:
        unknown = {*step.source, step.target or step.source[0]} - states
        yield from (f"{step.name} names the unknown status {status}." for status in sorted(unknown))
        has_deadline = step.clears_deadline or step.deadline_days is not None
        if has_deadline and not any(field.name == "due_on" for field in meta.concrete_fields):
            yield f"{step.name} sets a deadline, but {workflow.model} has no due_on."


def _unresolved(step: Transition) -> Iterator[str]:
    for dotted in filter(None, (step.turn, step.before, step.effect, step.form)):
        try:
            if not callable(import_string(dotted)):
                yield f"{dotted} cannot be called."
        except ImportError as error:
            yield f"{dotted} leads nowhere: {error}"


def _untold(step: Transition) -> Iterator[str]:
    for notice in step.notify:
        for language in languages():
            for channel in CHANNELS:
                try:
                    text_for(notice.template, language, channel)
                except UnknownText as error:
                    yield str(error)
