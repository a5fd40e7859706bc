"""`python -m accounts.evidence.press JOB ARGUMENTS`: one job on one file; one line of JSON is the answer.

The arguments come from the portal as one JSON object. The process confines itself before it looks at the file.
"""

import errno
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from accounts.evidence.press import codes, pdfs, photos, portraits
from accounts.evidence.press.limits import confine
from accounts.evidence.press.problems import Unusable

Answer = dict[str, Any]
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def clean_photo(source: str, target: str, side: int) -> Answer:
    return {"size": photos.clean(Path(source), Path(target), side=side)}


def crop_portrait(source: str, target: str, **bounds: int) -> Answer:
    return {"size": portraits.crop(Path(source), Path(target), **bounds)}


def read_code(source: str, side: int) -> Answer:
    return {"code": codes.read(Path(source), side=side)}


def count_pages(source: str) -> Answer:
    return {"pages": pdfs.count_pages(Path(source))}


def render_pages(source: str, folder: str, first: int, count: int) -> Answer:
    return {"sizes": pdfs.render(Path(source), Path(folder), first=first, count=count)}


JOBS: dict[str, Callable[..., Answer]] = {
    job.__name__: job for job in (clean_photo, crop_portrait, read_code, count_pages, render_pages)
}


def answer(job: str, arguments: dict[str, Any]) -> Answer:
    try:
        return JOBS[job](**arguments)
    except Unusable as problem:
        return {"problem": problem.code}
    except MemoryError:
        return {"problem": "too_heavy"}
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        return {"errno": error.errno}


if __name__ == "__main__":
    confine(**json.loads(sys.argv[2]))
    sys.stdout.write(json.dumps(answer(sys.argv[1], json.loads(sys.argv[3]))))
