"""How is one server process started, watched and stopped, so that nothing of it is ever left behind?"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
KEEP_BYTES = 5_000_000


class Child:
    """A command in a process group of its own, so that Ctrl-C reaches the supervisor alone; writes to a log file."""

    def __init__(self, name: str, command: list[str], log: Path) -> None:
        self.name, self.log = name, log
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > KEEP_BYTES:
            log.replace(log.with_suffix(".old.log"))
        with log.open("ab") as stream:
            self.process = subprocess.Popen(  # noqa: S603 - the command is ours
                command,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,  # no thread has been started yet
            )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def how_it_ended(self) -> str:
        code = self.process.returncode
        how = f"by {signal.Signals(-code).name}" if code < 0 else f"with code {code}"
        return f"The {self.name} ended {how}; its last words are in {self.log}"

    def ask_to_stop(self) -> None:
        self._signal(signal.SIGTERM)

    def wait(self, seconds: float) -> None:
        """Wait for the end, then remove whatever is left of the group, by force."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(seconds, 0.05))
        self._signal(signal.SIGKILL)
        self.process.wait(5)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def end_with_parent() -> None:
    """Ask the kernel for SIGTERM when the process that started this one is gone, be it by SIGKILL (Linux only)."""
    if sys.platform == "linux":
        parent = os.getppid()
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
