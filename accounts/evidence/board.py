"""What does the page of an application's evidence show: each chosen criterion with its documents and its form?"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .forms import EvidenceForm
from .models import Evidence

if TYPE_CHECKING:
    from policies.catalogue.models import Criterion

    from ..accreditation.models import Application


@dataclass
class Proof:
    """One chosen criterion."""

    criterion: "Criterion"
    form: EvidenceForm
    documents: list[Evidence] = field(default_factory=list)


def board(application: "Application", bound: Any = None) -> list[Proof]:
    """The chosen criteria in order; `bound` is the form (of one criterion) that came back with errors."""
    chosen = application.chosen.select_related("criterion__tier").order_by("criterion__order", "criterion__slug")
    proofs = {row.criterion_id: Proof(row.criterion, _form(application, row.criterion, bound)) for row in chosen}
    for document in Evidence.objects.filter(application=application).with_pages():
        if document.criterion_id in proofs:
            proofs[document.criterion_id].documents.append(document)
    return list(proofs.values())


def _form(application: "Application", criterion: "Criterion", bound: Any) -> EvidenceForm:
    if bound is not None and bound.data.get("criterion") == criterion.slug:
        return bound
    initial: dict[str, Any] = {"criterion": criterion.slug}
    return EvidenceForm(application, initial=initial, auto_id=f"{criterion.slug}-%s")
