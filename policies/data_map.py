"""Which columns of `policies` hold something about a person: why, on what basis, for how long."""

from portal.data_map import Owner, Personal

PERSONAL: dict[str, Personal] = {}
OWNER: dict[str, Owner] = {}
NOT_PERSONAL: set[str] = {
    "Authority.*",
    "Source.*",
    "Tier.*",
    "Criterion.*",
    "Document.*",
    "LoadedRow.*",
    "Measure.*",
    "Programme.*",
    "ProgrammeResult.*",
    "FigureGroup.*",
    "Figure.*",
}
