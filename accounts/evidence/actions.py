"""How evidence is added to an application and taken away: one transaction and one row of history each."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max, QuerySet

from portal.audit.chain import append, lock
from portal.broker import send_on_commit
from portal.workflow.engine import refuse_unless

from . import rules, storage
from .enums import EvidenceState
from .incoming import Intake, Kept, taken
from .models import Evidence, EvidenceFile, EvidencePage
from .rows import new_document, new_file
from .tasks import draw

if TYPE_CHECKING:
    from policies.catalogue.models import Criterion

    from ..accreditation.models import Application
    from ..people.models import User


def receive(
    application: "Application", criterion: "Criterion", files: Iterable[File], *, by: "User", title: str = ""
) -> Evidence:
    """One new document of all these files, in their order.

    Raises `BadFile` for the first bad file and `Refusal` (`not_allowed`, `wrong_status`, `criterion_not_chosen`,
    `too_many_files`); then nothing is kept.
    """
    refuse_unless_editable(application, by=by)
    with taken(files) as intake:
        refuse_bad(intake)
        documents = record(application, criterion, [intake.kept], by=by, title=title)
        intake.has_rows = True
    return documents[0]


def add_file(evidence: Evidence, file: File, *, by: "User") -> EvidenceFile:
    """One more file at the end of a document. Raises as `receive` does."""
    refuse_unless_editable(evidence.application, by=by)
    with taken([file]) as intake:
        refuse_bad(intake)
        added = record_files(evidence, intake.kept, by=by)
        intake.has_rows = True
    return added[0]


def remove(evidence: Evidence, *, by: "User") -> None:
    """Takes a document away with its files and page images. Raises `Refusal`."""
    with transaction.atomic():
        application = _locked(evidence.application, by)
        now = lock(evidence)
        _forget_on_commit(now.files.all())
        now.delete()
        append(application, "evidence_removed", by=by, locked=True)


def remove_file(file: EvidenceFile, *, by: "User") -> None:
    """Takes one file out of its document; with the last file the document goes. Raises `Refusal`."""
    with transaction.atomic():
        application = _locked(file.evidence.application, by)
        now = lock(file.evidence)
        _forget_on_commit(now.files.filter(pk=file.pk))
        now.files.filter(pk=file.pk).delete()
        if now.files.exists():
            _prepare_anew(now)
        else:
            now.delete()
        append(application, "evidence_removed", by=by, locked=True)


def refuse_unless_editable(application: "Application", *, by: "User") -> None:
    """Raises `Refusal` before any file is read; it is asked again under the lock."""
    refuse_unless(rules.may_change(by, application))


def refuse_bad(intake: Intake) -> None:
    """Raises the first `BadFile` there is."""
    if intake.bad:
        raise intake.bad[0]


def record(
    application: "Application", criterion: "Criterion", parts: list[list[Kept]], *, by: "User", title: str = ""
) -> list[Evidence]:
    """Writes the rows of one document for each part, whose files are kept already.

    Raises `Refusal`; then no row is written, and the files are the caller's.
    """
    with transaction.atomic():
        now = _locked(application, by, room_for=sum(map(len, parts)))
        refuse_unless(rules.is_chosen(criterion, now))
        proves = {"application": now, "criterion": criterion, "title": title}
        documents = [new_document(part, owner=by, **proves) for part in parts]
        append(now, "evidence_added", by=by, locked=True)
        send_on_commit(draw)
    return documents


def record_files(evidence: Evidence, kept: list[Kept], *, by: "User") -> list[EvidenceFile]:
    """Writes the rows of further files of a document, which are kept already. Raises as `record` does."""
    with transaction.atomic():
        application = _locked(evidence.application, by, room_for=len(kept))
        now = lock(evidence)
        last = now.files.aggregate(last=Max("order"))["last"]
        first = 0 if last is None else last + 1
        added = [new_file(now, file, order=order) for order, file in enumerate(kept, start=first)]
        _prepare_anew(now)
        append(application, "evidence_added", by=by, locked=True)
    return added


def _locked(application: "Application", by: "User", *, room_for: int = 0) -> "Application":
    """The application as it stands now, locked. Raises `Refusal` where it may not be changed or is full."""
    now = lock(application)
    refuse_unless(rules.may_change(by, now))
    refuse_unless(rules.has_room(now, room_for))
    return now


def _forget_on_commit(files: QuerySet[EvidenceFile]) -> None:
    originals = files.values_list("original", flat=True)
    images = EvidencePage.objects.filter(file__in=files).values_list("image", flat=True)
    transaction.on_commit(partial(storage.forget, [*originals, *images]))


def _prepare_anew(evidence: Evidence) -> None:
    evidence.state, evidence.problem, evidence.tries = EvidenceState.RECEIVED, "", 0
    evidence.save(update_fields=["state", "problem", "tries"])
    send_on_commit(draw)
