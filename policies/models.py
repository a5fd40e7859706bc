"""The tables of `policies`, room by room."""

from policies.authorities.models import Authority
from policies.catalogue.models import Criterion, Document, LoadedRow, Measure, Source, Tier
from policies.programmes.models import Figure, FigureGroup, Programme, ProgrammeResult

__all__ = [
    "Authority",
    "Criterion",
    "Document",
    "Figure",
    "FigureGroup",
    "LoadedRow",
    "Measure",
    "Programme",
    "ProgrammeResult",
    "Source",
    "Tier",
]
