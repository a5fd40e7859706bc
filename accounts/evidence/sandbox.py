"""How is a stranger's file opened without risk to the site? In the press: a process with bounds and no secrets."""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings

from .press.problems import Unusable

MEMORY_MB = 210
CPU_SECONDS = 30
WALL_SECONDS = 90
COMMAND = (sys.executable, "-E", "-s", "-m", "accounts.evidence.press")


class PressFailedError(Exception):
    """The press gave no answer: it was killed, ran out of time or crashed. Another try may do better."""


def press(job: str, *, memory_mb: int = MEMORY_MB, cpu_seconds: int = CPU_SECONDS, **arguments: Any) -> dict[str, Any]:
    """The answer of one job of the press, which is over when this returns.

    Raises `Unusable` where the file is to blame, `OSError` where there is no room for what it makes, and
    `PressFailedError` where nothing can be said.
    """
    bounds = {"memory_mb": memory_mb, "cpu_seconds": cpu_seconds}
    answer = _run([*COMMAND, job, json.dumps(bounds), json.dumps(arguments, default=str)])
    if "errno" in answer:
        raise OSError(answer["errno"], os.strerror(answer["errno"]))
    if "problem" in answer:
        raise Unusable(answer["problem"])
    return answer


def _run(command: list[str]) -> dict[str, Any]:
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  (fixed command, no shell)
            command, cwd=settings.BASE_DIR, env=environment, capture_output=True, timeout=WALL_SECONDS, check=True
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise PressFailedError(type(error).__name__) from error
