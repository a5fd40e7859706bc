"""How does an object get from one status to the next? Only through here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal.audit.chain import append, identity, lock
from portal.audit.models import History
from portal.codes import draw_until_free
from portal.notifications.outbox import notify
from portal.working_days import add

from .models import Reason
from .table import Text, Transition, Verdict, no, workflow_of, yes

REASON_MISSING = no("reason_missing", _("Give a reason."))


class Refusal(Exception):
    """A transition was refused and nothing was written; `code` is for programs, `message` for the reader."""

    def __init__(self, code: str, message: Text) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return str(self.message)

    @classmethod
    def of(cls, verdict: Verdict) -> "Refusal":
        return cls(verdict.code, verdict.message)


def refuse_unless(verdict: Verdict) -> None:
    if not verdict:
        raise Refusal.of(verdict)


def perform(obj: Any, name: str, *, by: Any, reason: str = "", data: Mapping[str, Any] | None = None) -> Any:
    """Take `obj` through the transition `name` and return it as it now stands; the object given is left as it was.

    One transaction: turn, lock, checks, what makes room, status with `_at` and `_by`, deadline, effect, history row,
    messages. `by` is the acting user, or None for the portal itself. Refusal: `wrong_status`, `not_allowed`,
    `reason_missing` or the guard's code. LookupError: the flow has no such transition.
    """
    with transaction.atomic():
        step = workflow_of(obj)[name]
        if step.turn:
            import_string(step.turn)(obj)
        now = lock(obj)
        refuse_unless(verdict_on(step, now, by))
        refuse_unless(_reason_verdict(step, reason))
        before, told = _values(now), {"by": by, "reason": reason, "data": dict(data or {})}
        if step.before:
            import_string(step.before)(now, **told)
        _write_status(now, step, by)
        if step.effect:
            import_string(step.effect)(now, **told)
        row = _record(now, step, by, reason, before)
        _tell(now, step, row)
    return now


def start(obj: Any, *, by: Any, action: str = "create") -> Any:
    """Save a new object in the first status of its flow, and begin its history."""
    initial = workflow_of(obj).initial()
    if not obj._state.adding or obj.status != initial:
        raise ValueError(f"{obj!r} does not begin its life as {initial}.")
    with transaction.atomic():
        draw_until_free(obj)
        obj.save(force_insert=True)
        append(obj, action, by=by, to_status=initial, locked=True)
    return obj


def available(obj: Any, user: Any) -> list[Transition]:
    """The transitions this user may perform on this object now, in the order of the table."""
    return [step for step in workflow_of(obj).transitions if verdict_on(step, obj, user)]


def verdict_on(step: Transition, obj: Any, user: Any) -> Verdict:
    """Whether this user may take this step with this object as it stands, and why not: status, actor, guard."""
    if obj.status not in step.source:
        return no("wrong_status", _wrong_status(obj, step))
    allowed = step.who(user, obj)
    if not allowed:
        return no("not_allowed", allowed.message or _("You may not do this."))
    return step.guard(user, obj)


def _wrong_status(obj: Any, step: Transition) -> str:
    words = {"action": step.label, "status": obj.get_status_display()}
    return _("“%(action)s” is not possible now: the status is “%(status)s”. Someone may have just decided.") % words


def _reason_verdict(step: Transition, reason: str) -> Verdict:
    if step.needs_reason and not reason.strip():
        return REASON_MISSING
    return yes()


def _values(obj: models.Model) -> dict[str, Any]:
    return {field.name: getattr(obj, field.attname) for field in obj._meta.concrete_fields}


def _write_status(obj: Any, step: Transition, by: Any) -> None:
    columns = {field.name for field in obj._meta.concrete_fields}
    changes: dict[str, Any] = {}
    if step.target is not None:
        changes = {"status": step.target} | _stamps(step.target, by, columns)
    if step.clears_deadline or step.deadline_days is not None:
        changes["due_on"] = due_on(step, obj)
    for name, value in changes.items():
        setattr(obj, name, value)
    if changes:
        obj.save(update_fields=changes.keys())


def _stamps(target: str, by: Any, columns: set[str]) -> dict[str, Any]:
    """`_at` and `_by` go together or not at all, so where there is a `_by` the portal itself leaves both."""
    at, who = f"{target}_at", f"{target}_by"
    if who in columns:
        return {at: timezone.now(), who: by} if by else {}
    return {at: timezone.now()} if at in columns else {}


def due_on(step: Transition, obj: Any) -> date | None:
    """The day, counted in working days from today, until which the next answer is due; None where none is."""
    days = step.deadline_days(obj) if callable(step.deadline_days) else step.deadline_days
    if step.clears_deadline or not days:
        return None
    return add(timezone.localdate(), days)


def _record(obj: Any, step: Transition, by: Any, reason: str, before: dict[str, Any]) -> History:
    now = _values(obj)
    reason_id = None
    if reason.strip():
        given = Reason(object_type=obj._meta.label_lower, object_id=identity(obj), action=step.name)
        given.text, given.by = reason.strip(), by
        given.save(force_insert=True)
        reason_id = given.id
    return append(
        obj,
        step.name,
        by=by,
        from_status=before["status"],
        to_status=now["status"],
        fields=[name for name, value in now.items() if value != before[name]],
        reason_id=reason_id,
        locked=True,
    )


def _tell(obj: Any, step: Transition, row: History) -> None:
    for notice in step.notify:
        key = f"{row.object_type}:{row.object_id}:{row.seq}:{notice.template}"
        notify(notice.to(obj), notice.template, context=notice.context(obj), key=key)
