"""What does the sender call the file? Shown and used for downloads, never a path on a disk."""

import re
import unicodedata
from pathlib import PurePosixPath

from .enums import Mime

LONGEST = 100
SUFFIX = {Mime.PDF: ".pdf", Mime.JPEG: ".jpg"}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|%;]')


def safe_name(given: str) -> str:
    """The last part of the path, without what is invisible, turns the reading direction or means a place."""
    last = PurePosixPath(given.replace("\\", "/")).name
    visible = "".join(
        sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] not in "CZ" or sign == " "
    )
    return _FORBIDDEN.sub("_", visible).strip(" .")[:LONGEST]


def download_name(name: str, mime: str) -> str:
    """`name` with the ending that fits what is kept; never empty."""
    stem = PurePosixPath(name).stem if name else ""
    return (stem or "evidence") + SUFFIX[Mime(mime)]
