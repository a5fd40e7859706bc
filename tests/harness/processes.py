"""Which processes did a test start, and are they all gone? Told by the folder they were given, wherever they hang."""

import contextlib
import os
import socket
import time
from pathlib import Path


def using(folder):
    """`{pid: command line}` of the living processes whose VAR_DIR is `folder`."""
    found = {}
    for proc in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if proc.name.isdigit() and f"VAR_DIR={folder}".encode() in (proc / "environ").read_bytes().split(b"\0"):
                found[int(proc.name)] = (proc / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    found.pop(os.getpid(), None)
    return found


def children(folder, leader):
    """Those of them that are in the group of `leader`, without it; whether it still lives does not matter."""
    found = []
    for pid in using(folder):
        with contextlib.suppress(ProcessLookupError):
            if os.getpgid(pid) == leader != pid:
                found.append(pid)
    return found


def left_after(folder, seconds):
    """What is still there when `seconds` have gone by; returns as soon as nothing is."""
    deadline = time.monotonic() + seconds
    while using(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    return using(folder)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(port):
    """Does somebody listen there?"""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition, seconds, what, why=lambda: ""):
    """Whatever true thing `condition()` answers within `seconds`; fails the test otherwise, and says `why()`."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"not within {seconds} s: {what} {why()}"
        time.sleep(0.05)
    return answer
