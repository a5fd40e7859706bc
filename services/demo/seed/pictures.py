"""Which files do the photos of a seed need? A bounded number, however many talents: none belongs to two rows."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.evidence import storage
from accounts.models import Portrait

from ..portraits import COATS, face

SHARE = 0.02  # of the holders, as long as that needs no more than
MOST = 200  # files


@dataclass(frozen=True)
class Picture:
    original: str
    sha256: str


@contextmanager
def pictures(total: int) -> Iterator[list[Picture]]:
    """Faces of nobody for so many talents, kept for the block; those that no row names afterwards are deleted."""
    kept: list[Picture] = []
    try:
        drawn = [face(coat, "JPEG").read() for coat in COATS]
        for number in range(min(MOST, 1 + int(total * SHARE))):
            kept.append(_keep(drawn[number % len(drawn)]))
        yield list(kept)
    finally:
        names = {picture.original for picture in kept}
        storage.forget(names - set(Portrait.objects.filter(image__in=names).values_list("image", flat=True)))


def _keep(drawn: bytes) -> Picture:
    name = default_storage.save(storage.random_name(storage.PORTRAITS), ContentFile(drawn))
    return Picture(name, hashlib.sha256(drawn).hexdigest())
