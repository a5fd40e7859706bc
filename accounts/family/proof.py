"""How is the paper kept that shows what somebody is to the holder? As evidence is: cleaned, private, drawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings

from portal.broker import send_on_commit
from portal.workflow.engine import Refusal

from ..evidence.bad_file import said
from ..evidence.incoming import Intake, Kept, taken
from ..evidence.models import EvidenceFile
from ..evidence.problems import TOO_MANY_FILES, what_to_do
from ..evidence.rows import new_document
from ..evidence.tasks import draw

if TYPE_CHECKING:
    from ..people.models import User
    from .models import FamilyMember

Parts = list[list[Kept]]
"""Documents of kept files, as `Intake.documents` gives them."""


def add_proof(member: "FamilyMember", proof: Parts, *, by: "User") -> None:
    """One document for each part, inside the caller's transaction. Raises `Refusal` with `too_many_files`."""
    held = EvidenceFile.objects.filter(evidence__member=member).count()
    if held + sum(map(len, proof)) > settings.EVIDENCE_MAX_FILES:
        raise Refusal(TOO_MANY_FILES, what_to_do(TOO_MANY_FILES))
    for part in proof:
        new_document(part, owner=by, member=member)
    if proof:
        send_on_commit(draw)


@contextmanager
def taken_for(form: Any, field: str) -> Iterator[Intake | None]:
    """Keeps the files of a valid form for the block; None where one is no use or has no room, and the form says so."""
    with taken(form.cleaned_data[field] or ()) as intake:
        for bad in intake.bad:
            form.add_error(field, said(bad))
        yield None if intake.bad else intake
