"""`python -m verifier CODE --keys keys.json --status status` prints one line of JSON; exit code 0 where it is valid."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from .verifier import verify


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check a talent card's offline code.")
    parser.add_argument("code", help="as scanned: the address, or what stands after VERIFY/")
    parser.add_argument("--keys", required=True, type=Path, help="a copy of /.well-known/talent-card/keys.json")
    parser.add_argument("--status", type=Path, help="a copy of /.well-known/talent-card/status")
    parser.add_argument("--now", type=int, default=int(time.time()), help="seconds since 1970, for trying out")
    given = parser.parse_args(arguments)
    status = given.status.read_text() if given.status else None
    answer = verify(given.code, now=given.now, keys=json.loads(given.keys.read_text()), status=status)
    print(json.dumps({"verdict": answer.verdict, **asdict(answer)}, ensure_ascii=False))
    return 0 if answer.verdict == "valid" else 1


if __name__ == "__main__":
    sys.exit(main())
