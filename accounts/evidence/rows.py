"""How do the rows of a document come about, whatever it proves? Inside the caller's transaction."""

from typing import TYPE_CHECKING, Any

from .incoming import Kept
from .models import Evidence, EvidenceFile

if TYPE_CHECKING:
    from ..people.models import User


def new_document(part: list[Kept], *, owner: "User", **proves: Any) -> Evidence:
    """One document of these files in their order; `proves` are an application and its criterion, or a member."""
    document = Evidence.objects.create(owner=owner, **proves)
    for order, file in enumerate(part):
        new_file(document, file, order=order)
    return document


def new_file(evidence: Evidence, file: Kept, *, order: int) -> EvidenceFile:
    return evidence.files.create(
        original=file.original,
        name=file.name,
        mime=file.mime,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        pages_total=file.pages_total,
        order=order,
    )
