"""How a photo of a person becomes the small picture with which a counter compares."""

from pathlib import Path

from PIL import Image, ImageOps

from .photos import upright, write
from .problems import Unusable

SIDE = 1600
LEAST_WIDTH = 240
"""Pixels: what the desk shows, twice over for a sharp screen."""
QUALITIES = (85, 75, 65, 50)


def crop(source: Path, target: Path, *, width: int, height: int, most_bytes: int) -> tuple[int, int]:
    """Writes the middle of `source`, upright and in the shape of `width` and `height` which are its bounds, as a JPEG
    of about `most_bytes`; its width and height. Raises `Unusable` with `too_few_pixels` where no face is to be seen."""
    picture = upright(source, side=SIDE)
    across = min(picture.width, picture.height * width // height)
    if across < LEAST_WIDTH:
        raise Unusable("too_few_pixels")
    size = (width, height) if across >= width else (across, across * height // width)
    small = ImageOps.fit(picture, size, Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        if write(small, target, quality=quality) <= most_bytes:
            break
    return small.size
