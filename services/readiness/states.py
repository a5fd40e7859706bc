"""Is a partner ready to give a service? Derived from what its windows have acknowledged, stored by nobody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..models import Acknowledgement, PartnerService, Window
from .instructions import version_of

READY, ASK_LIAISON = "ready", "ask_liaison"
WORDS = {READY: _("Ready to serve"), ASK_LIAISON: _("Ask the liaison first")}


@dataclass(frozen=True)
class State:
    """`lacking` are the open windows where nobody who still works there has acknowledged `version`."""

    version: str
    windows: tuple[Window, ...]
    lacking: tuple[Window, ...]

    @property
    def is_ready(self) -> bool:
        """A partner without a window is not: nobody there has read anything."""
        return bool(self.windows) and not self.lacking

    @property
    def code(self) -> str:
        return READY if self.is_ready else ASK_LIAISON

    @property
    def words(self) -> str:
        return str(WORDS[self.code])

    @property
    def read(self) -> int:
        return len(self.windows) - len(self.lacking)


def states_of(rows: Iterable[PartnerService]) -> dict[int, State]:
    """By key of the row; two statements. The rows come with their wording (`with_wording`)."""
    rows = list(rows)
    windows: dict[int, list[Window]] = defaultdict(list)
    for window in Window.objects.filter(partner__in={row.partner_id for row in rows}, is_active=True).order_by("pk"):
        windows[window.partner_id].append(window)
    versions = {row.pk: version_of(row) for row in rows}
    told = Acknowledgement.objects.by_staff_still_there().filter(
        window__in=[window.pk for found in windows.values() for window in found], version__in=set(versions.values())
    )
    read = set(told.values_list("window", "service", "version"))
    return {row.pk: _state(row, versions[row.pk], windows[row.partner_id], read) for row in rows}


def _state(row: PartnerService, version: str, windows: list[Window], read: set[tuple[int, int, str]]) -> State:
    lacking = (window for window in windows if (window.pk, row.service_id, version) not in read)
    return State(version, tuple(windows), tuple(lacking))
