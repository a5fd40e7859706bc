"""The tables of the catalogue: what is promised, to whom, and where that is written."""

from policies.catalogue.criteria import Criterion
from policies.catalogue.documents import Document
from policies.catalogue.loaded import LoadedRow
from policies.catalogue.measures import Measure
from policies.catalogue.sources import Source
from policies.catalogue.tiers import Tier

__all__ = ["Criterion", "Document", "LoadedRow", "Measure", "Source", "Tier"]
