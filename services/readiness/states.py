"""Is a partner ready to give a service? Derived from what its windows have acknowledged, stored by nobody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Acknowledgement, Drill, PartnerService, Window
from .instructions import version_of

READY, ASK_LIAISON = "ready", "ask_liaison"
COUNTS = timedelta(days=180)  # so long a drill says something about a window
WORDS = {READY: _("Ready to serve"), ASK_LIAISON: _("Ask the liaison first")}


@dataclass(frozen=True)
class State:
    """`lacking` are the open windows where nobody who still works there has acknowledged `version`; `failed` those
    whose last drill of this service was not passed."""

    version: str
    windows: tuple[Window, ...]
    lacking: tuple[Window, ...]
    failed: tuple[Window, ...] = ()

    @property
    def is_ready(self) -> bool:
        """A partner without a window is not: nobody there has read anything."""
        return bool(self.windows) and not self.lacking and not self.failed

    @property
    def must_read(self) -> bool:
        return bool(self.lacking) or not self.windows

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
    """By key of the row; three statements. The rows come with their wording (`with_wording`)."""
    rows = list(rows)
    windows: dict[int, list[Window]] = defaultdict(list)
    for window in Window.objects.filter(partner__in={row.partner_id for row in rows}, is_active=True).order_by("pk"):
        windows[window.partner_id].append(window)
    versions = {row.pk: version_of(row) for row in rows}
    told = Acknowledgement.objects.by_staff_still_there().filter(
        window__in=[window.pk for found in windows.values() for window in found], version__in=set(versions.values())
    )
    read = set(told.values_list("window", "service", "version"))
    failed = failed_drills(window for found in windows.values() for window in found)
    return {row.pk: _state(row, versions[row.pk], windows[row.partner_id], read, failed) for row in rows}


def _state(row: PartnerService, version: str, windows: list[Window], read: set[Any], failed: set[Any]) -> State:
    lacking = (window for window in windows if (window.pk, row.service_id, version) not in read)
    missed = (window for window in windows if (window.pk, row.service_id) in failed)
    return State(version, tuple(windows), tuple(lacking), tuple(missed))


def failed_drills(windows: Iterable[Window]) -> set[tuple[int, int]]:
    """Window and service where the last drill that has ended was not passed; one statement."""
    now, last = timezone.now(), {}
    found = Drill.objects.filter(window__in=[window.pk for window in windows], sent_at__gt=now - COUNTS)
    for drill in found.select_related("answer").order_by("sent_at"):
        if drill.has_ended(now):
            last[drill.window_id, drill.service_id] = drill.is_passed
    return {place for place, is_passed in last.items() if not is_passed}
