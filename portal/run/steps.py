"""What is made ready before the servers start? Each step may be run again at any time."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from .problem import Problem

Step = tuple[str, Callable[[], object]]


def steps() -> Iterator[Step]:
    yield "Bringing the database up to date", migrate
    yield "Compiling the translations", lambda: call_command("translations", compile=True)
    yield "Collecting style sheets and scripts", collect_static
    yield "Loading the catalogue", lambda: call_command("load_catalogue", verbosity=0)
    if settings.DEMO:
        yield "Loading the demonstration people", lambda: call_command("load_demo", verbosity=0)


def take(number: int, label: str, action: Callable[[], object]) -> None:
    """One line before, and one instead of a traceback when the step fails; the traceback goes to the log."""
    print(f"[{number}] {label} …", flush=True)
    try:
        action()
    except Exception as error:
        log = settings.VAR_DIR / "log" / "run.log"
        _note(log)
        words = str(error).strip() or "no reason given"
        raise Problem(
            f"{label} failed: {type(error).__name__}: {words.splitlines()[0]} (all of it in {log})"
        ) from error


def migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def collect_static() -> None:
    """Only when a file changed since the last time: hashing and compressing them all takes seconds."""
    stamp, now = settings.STATIC_ROOT / ".collected", _fingerprint()
    if not stamp.exists() or stamp.read_text() != now:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(now)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _note(log: Path) -> None:
    import traceback

    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as stream:
        traceback.print_exc(file=stream)
