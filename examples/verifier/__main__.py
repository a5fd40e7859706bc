"""`python -m verifier CODE --keys keys.json --status status` prints one line of JSON; exit code 0 where it is valid, 1
where it is not, 2 with a line on standard error where a file cannot be used."""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from .carried import NOT_USABLE, STATUS, NotUsable, keys_of, text_of
from .verifier import verify


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check a talent card's offline code.")
    parser.add_argument("code", help="as scanned: the address, or what stands after VERIFY/")
    parser.add_argument("--keys", required=True, type=Path, help="a copy of /.well-known/talent-card/keys.json")
    parser.add_argument("--status", type=Path, help="a copy of /.well-known/talent-card/status")
    parser.add_argument("--now", type=int, default=int(time.time()), help="seconds since 1970, for trying out")
    given = parser.parse_args(arguments)
    try:
        status = text_of(given.status, STATUS) if given.status else None
        answer = verify(given.code, now=given.now, keys=keys_of(given.keys), status=status)
    except NotUsable as error:
        print(error, file=sys.stderr)
        return NOT_USABLE
    print(json.dumps({"verdict": answer.verdict, **asdict(answer)}, ensure_ascii=False))
    return 0 if answer.verdict == "valid" else 1


if __name__ == "__main__":
    sys.exit(main())
