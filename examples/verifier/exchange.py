"""For a counter whose network has no way out: a folder that somebody carries in and out.

`python -m verifier.exchange FOLDER CODE --service airport-lane --seen` checks the code by what was carried in
(`known.json`) and adds a line to `uses.jsonl`: what was done, or that the card was looked at, which its holder is told.
The file is carried out and handed in at the desk page of the site under "Delivered later", within 24 hours. Every line
has a key of its own: handed in twice, it counts once.
"""

import argparse
import json
import os
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from .carried import NOT_USABLE, NotUsable, known_of
from .counter import WORDS, check, lacking, may_be_noted, reason_for, service_of
from .verifier import Answer

OUTCOMES = ("served", "postponed", "refused")
STAGES = ("kindergarten", "primary", "junior")
NO_USE = {"outcome": "", "reason": "", "stage": "", "companions_used": 0}


def noted(folder: Path) -> Iterator[dict[str, Any]]:
    """What was noted before; a line that a power cut left unfinished is none. Raises `NotUsable`."""
    file = folder / "uses.jsonl"
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines() if file.exists() else ()
    except OSError as error:
        said = f"{file} cannot be read: {error.strerror}."
        raise NotUsable(
            f"{said} What was given before is not known: free the file before anything is given."
        ) from error
    for line in lines:
        with suppress(ValueError):
            if isinstance(done := json.loads(line), dict):
                yield done


def note(folder: Path, **done: object) -> dict[str, object]:
    """Add what was done to `uses.jsonl`, on the disk before anything of it is shown; returns the line. Raises
    `NotUsable`."""
    line, file = {"key": str(uuid.uuid4()), **done}, folder / "uses.jsonl"
    try:
        with file.open("a+b") as out:
            out.write(_end_of_a_cut_line(out) + json.dumps(line, ensure_ascii=False).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        said = f"{file} cannot be written: {error.strerror}."
        raise NotUsable(f"{said} Nothing was noted: free the disk or the file before anything is given.") from error
    return line


def _end_of_a_cut_line(file: BinaryIO) -> bytes:
    """So that what is added does not hang on what a power cut left unfinished."""
    if not file.seek(0, os.SEEK_END):
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def main(arguments: list[str] | None = None) -> int:
    """0 where it is noted, 1 where the card may not have it, 2 where something has to be said first or a file cannot be
    used."""
    given, now = _read(arguments), int(time.time())
    try:
        return _checked(given, now)
    except NotUsable as error:
        print(error, file=sys.stderr)
        return NOT_USABLE


def _checked(given: argparse.Namespace, now: int) -> int:
    known = known_of(given.folder / "known.json")
    answer, service = check(known, given.code, now), service_of(known, given.service)
    reason = reason_for(service, answer, noted(given.folder), now)
    missing = _note_what_was_done(given, answer, service, reason, now)
    shown = {name: service[name] for name in ("steps", "payer")} if reason == "ok" else {}
    verdict = "eligible" if reason == "ok" else "not_eligible"
    print(json.dumps({"verdict": verdict, **asdict(answer), "reason": reason} | shown, ensure_ascii=False))
    if words := WORDS.get(missing or reason):
        print(words, file=sys.stderr)
    return 2 if missing else int(not may_be_noted(given.outcome, reason, answer))


def _note_what_was_done(
    given: argparse.Namespace, answer: Answer, service: Mapping[str, Any], reason: str, now: int
) -> str:
    """A use, or a look at somebody's card where there is none; gives what has to be said before it is a use."""
    if answer.card is None:
        return ""
    done = {name: getattr(given, name) for name in (*NO_USE, "has_seen_identity")}
    may = may_be_noted(given.outcome, reason, answer)
    missing = lacking(service["gives"][answer.card.tier] if reason == "ok" else {}, done) if may else ""
    about = {"service": given.service, "code": given.code, "card": answer.card.public_id, "done_at": now}
    note(given.folder, **about, **(done if may and not missing else done | NO_USE))
    return missing


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Check an offline code and note what was done, for a folder.")
    parser.add_argument("folder", type=Path, help="holds known.json, and gets uses.jsonl")
    parser.add_argument("code", help="as scanned")
    parser.add_argument("--service", required=True, help="its short name in the catalogue")
    parser.add_argument("--outcome", choices=OUTCOMES, default="served")
    parser.add_argument("--reason", default="", help="why it was refused")
    parser.add_argument("--stage", choices=STAGES, default="", help="of the child, where it counts for each stage")
    parser.add_argument("--companions", type=int, default=0, dest="companions_used", help="who came along")
    seen = "an identity document was seen, and the name fits"
    parser.add_argument("--seen", action="store_true", dest="has_seen_identity", help=seen)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
