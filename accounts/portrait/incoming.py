"""How does a photo of a face come in? By the press, upright and small, kept before any row is written."""

from contextlib import AbstractContextManager
from pathlib import Path

from django.core.files.base import File

from ..evidence import storage
from ..evidence.bad_file import BadFile
from ..evidence.enums import Mime
from ..evidence.incoming import Intake, Kept, kept_as, taken
from ..evidence.kinds import kind_of
from ..evidence.sandbox import press
from .models import HEIGHT, WIDTH
from .problems import NOT_A_PHOTO

MOST_BYTES = 60_000
"""What a counter with a slow line loads in a moment."""


def taken_photo(upload: File) -> AbstractContextManager[Intake]:
    """Keeps the photo for the block; deleted again unless the block ends well and says `has_rows`."""
    return taken([upload], _as_portrait)


def _as_portrait(sent: Path, name: str) -> Kept:
    if kind_of(sent) == Mime.PDF:
        raise BadFile(NOT_A_PHOTO)
    target = sent.with_name("portrait.jpg")
    press("crop_portrait", source=sent, target=target, width=WIDTH, height=HEIGHT, most_bytes=MOST_BYTES)
    return kept_as(target, name, Mime.JPEG, 1, folder=storage.PORTRAITS)
