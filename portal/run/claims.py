"""Is the port free, and is nobody else running the portal on these files?"""

import fcntl
import os
import socket
from pathlib import Path
from typing import IO

from .problem import Problem


def claim_folder(folder: Path) -> IO[str]:
    """The open lock file; the kernel gives it up when this process ends, however it ends."""
    lock = (folder / "run.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise Problem(f"The portal already runs on {folder} (process {holder}); stop that one first.") from error
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def check_port(host: str, port: int) -> None:
    """Raises `Problem` where the web server could not listen."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise Problem(f"HOST must be an address of this machine, not {host!r}.") from error
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except PermissionError as error:
            raise Problem(f"Port {port} may not be used without more rights; try: make run PORT=8000") from error
        except OSError as error:
            raise Problem(
                f"Port {port} on {host} is taken; stop what uses it, or try: make run PORT={port + 1}"
            ) from error
