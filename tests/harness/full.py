"""How large is a test: the short size of every day, or (FULL=1) the written one?"""

import os

FULL = os.environ.get("FULL") == "1"


def size(short, full):
    return full if FULL else short


MESSAGES = int(os.environ.get("MESSAGES") or size(2_000, 100_000))
"""How many go out in the storm; `MESSAGES=20000` is a number of its own."""
