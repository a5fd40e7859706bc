"""For a counter whose network has no way out: a folder that somebody carries in and out.

`python -m verifier.exchange FOLDER CODE --service medical-green-channel --seen` checks the code by what was carried in
(`keys.json`, `status`) and, where it is valid, adds a line to `uses.jsonl`, which is carried out and handed in at the
desk page of the site under "Delivered later", within 24 hours. Every line has a key of its own: handed in twice, it
counts once.
"""

import argparse
import json
import os
import sys
import time
import uuid
from dataclasses import asdict
from pathlib import Path

from .verifier import Answer, Verifier

OUTCOMES = ("served", "postponed", "refused")


def check(folder: Path, code: str, now: int) -> Answer:
    """The answer by the files of `folder`; a missing list of stopped cards is no permission."""
    status = folder / "status"
    keys = json.loads((folder / "keys.json").read_text())
    return Verifier(keys, status.read_text() if status.exists() else None).check(code, now)


def note(folder: Path, **done: object) -> dict[str, object]:
    """Add what was done to `uses.jsonl`, on the disk before anybody is served; returns the line."""
    line = {"key": str(uuid.uuid4()), **done}
    with (folder / "uses.jsonl").open("a", encoding="utf-8") as out:
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return line


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check an offline code and note what was done, for a folder.")
    parser.add_argument("folder", type=Path, help="holds keys.json and status, and gets uses.jsonl")
    parser.add_argument("code", help="as scanned")
    parser.add_argument("--service", required=True, help="its short name in the catalogue")
    parser.add_argument("--outcome", choices=OUTCOMES, default="served")
    parser.add_argument("--reason", default="", help="why it was refused")
    parser.add_argument("--seen", action="store_true", help="an identity document was seen, and the name fits")
    given = parser.parse_args(arguments)
    now = int(time.time())
    answer = check(given.folder, given.code, now)
    print(json.dumps({"verdict": answer.verdict, **asdict(answer)}, ensure_ascii=False))
    if answer.verdict != "valid":
        return 1
    if given.outcome == "served" and not given.seen:
        print("Look at an identity document first, then add --seen.", file=sys.stderr)
        return 2
    if given.outcome == "refused" and not given.reason.strip():
        print("Say why it was refused, with --reason.", file=sys.stderr)
        return 2
    done = {"service": given.service, "code": given.code, "outcome": given.outcome, "reason": given.reason}
    note(given.folder, **done, done_at=now, has_seen_identity=given.seen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
