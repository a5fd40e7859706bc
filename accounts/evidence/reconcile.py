"""What must always hold between the rows of evidence and the files kept for them?"""

from collections.abc import Iterator

from portal.reconcile import invariant

from . import orphans
from .enums import EvidenceState
from .models import Evidence


@invariant("evidence: no file without a row")
def no_file_without_row() -> Iterator[str]:
    yield from orphans.files_without_row()


@invariant("evidence: no row without its file")
def no_row_without_file() -> Iterator[str]:
    yield from orphans.rows_without_file()


@invariant("evidence: no document without a file")
def no_empty_document() -> Iterator[str]:
    for public_id in Evidence.objects.filter(files__isnull=True).values_list("public_id", flat=True):
        yield str(public_id)


@invariant("evidence: whatever cannot be read has a problem, and nothing else has")
def problem_with_state() -> Iterator[str]:
    unreadable = Evidence.objects.filter(state=EvidenceState.UNREADABLE, problem="")
    readable = Evidence.objects.exclude(state=EvidenceState.UNREADABLE).exclude(problem="")
    for public_id in (unreadable | readable).values_list("public_id", flat=True):
        yield str(public_id)
