"""The tables of programmes: what was set as a target, what came of it, which figures are published."""

from policies.programmes.figures import Figure, FigureGroup
from policies.programmes.programmes import Programme, ProgrammeResult

__all__ = ["Figure", "FigureGroup", "Programme", "ProgrammeResult"]
