"""What must always hold of every flow: a status is the one its history ends with."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from portal.audit.chain import identity
from portal.audit.models import History
from portal.reconcile import invariant

from .table import Workflow, workflows

AT_ONCE = 500


@invariant("each status is the last one in the history")
def statuses_follow_history() -> Iterator[str]:
    for flow in {flow.model: flow for flow in workflows.values()}.values():
        yield from _disagreements(flow)


def _disagreements(flow: Workflow) -> Iterator[str]:
    model = flow.model_class()
    objects = model._base_manager.order_by("pk").iterator(chunk_size=AT_ONCE)
    while some := list(islice(objects, AT_ONCE)):
        last = _last_statuses(model._meta.label_lower, [identity(obj) for obj in some])
        for obj in some:
            said, status = last.get(identity(obj), "nothing"), getattr(obj, "status", "")
            if said != status:
                yield f"{model._meta.label_lower} {identity(obj)} is {status}, its history says {said}"


def _last_statuses(kind: str, ids: list[str]) -> dict[Any, str]:
    """By object; rows without a status (a case was opened) say nothing about it."""
    rows = History.objects.filter(object_type=kind, object_id__in=ids).exclude(to_status="").order_by("seq")
    return dict(rows.values_list("object_id", "to_status"))
