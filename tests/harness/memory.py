"""How much memory do running processes take at their worst, and whatever they start meanwhile?"""

import contextlib
import threading
from pathlib import Path

MEGABYTE = 1024 * 1024
OFTEN = 0.05  # seconds: many times in the life of the shortest press


class Memory(threading.Thread):
    """In megabytes, from now on: `peaks` of each process that is or hangs below one of `leaders`, by its number, and
    the most that all took `together`."""

    def __init__(self, *leaders):
        super().__init__(daemon=True)
        self.leaders, self._is_over = set(leaders), threading.Event()
        self.at_first = {pid: _status(pid, "VmRSS") for pid in below(self.leaders)}
        self.peaks, self.together = dict(self.at_first), sum(self.at_first.values())
        for pid in self.at_first:
            with contextlib.suppress(OSError):  # where that is forbidden, more is found than there was
                Path(f"/proc/{pid}/clear_refs").write_text("5")  # its peak is what it takes now

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self._is_over.set()
        self.join()

    def run(self):
        while not self._is_over.wait(OFTEN):
            self._look()
        self._look()

    def _look(self):
        found = below(self.leaders)
        self.peaks |= {pid: max(self.peaks.get(pid, 0), _status(pid, "VmHWM")) for pid in found}
        self.together = max(self.together, sum(_status(pid, "VmRSS") for pid in found))

    @property
    def grown(self):
        """How much more than at first the worst of those took that were there from the beginning to the end."""
        return max(self.peaks[pid] - before for pid, before in self.at_first.items())

    @property
    def started(self):
        """The most that one took which began meanwhile; 0 where none did."""
        return max((peak for pid, peak in self.peaks.items() if pid not in self.at_first), default=0)


def below(leaders):
    """They, their children, the children of these."""
    parents, found = dict(_parents()), set(leaders)
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found & set(parents)


def _parents():
    for proc in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            yield int(proc.name), int((proc / "stat").read_text().rpartition(")")[2].split()[1])


def _status(pid, name):
    """0 where it has just ended."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1]) // 1024
    return 0
