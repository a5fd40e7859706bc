"""How large is a test: the short size of every day, or (FULL=1) the written one?"""

import os

FULL = os.environ.get("FULL") == "1"


def size(short, full):
    return full if FULL else short
