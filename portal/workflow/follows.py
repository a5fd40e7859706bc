"""What comes of a step, told before it is taken: read off its row of the table."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .engine import due_on
from .table import Transition, workflow_of


def what_follows(step: Transition, obj: Any) -> Iterator[str]:
    """Sentences: the status afterwards where it is another one, and the day until which the next answer is due."""
    if step.target is not None and step.target != obj.status:
        label = dict(workflow_of(obj).labels())[step.target]
        yield _("Afterwards the status is “%(status)s”.") % {"status": label}
    if due := due_on(step, obj):
        yield _("The next answer is then due by %(day)s.") % {"day": date_format(due, "DATE_FORMAT")}
