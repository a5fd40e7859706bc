"""How a photo becomes a clean JPEG: upright, of bounded size, without a word about place or owner."""

from io import BytesIO
from pathlib import Path

import pillow_heif
from PIL import Image
from PIL.ExifTags import Base

from .problems import Unusable

FORMATS = ("JPEG", "PNG", "HEIF")
MAX_PIXELS = {"JPEG": 250_000_000, "MPO": 250_000_000, "HEIF": 26_000_000}
"""A JPEG is decoded at a fraction of its size, so the sensors of 200 megapixels pass.

A HEIC is decoded whole, and twice over: the usual picture of a phone has 12 or 24 million pixels.
"""
MAX_PIXELS_ELSE = 80_000_000
"""An A3 sheet scanned in grey at 600 dots an inch has 70 million; in colour the memory of the press ends earlier."""
BAND = 256
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By the orientation in the EXIF data: 2 mirrored, 3 upside down, 4 both, 5 to 8 lying on a side."""
Image.MAX_IMAGE_PIXELS = None  # the bounds above are asked before a pixel is decoded
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def clean(source: Path, target: Path, *, side: int, quality: int = 85) -> tuple[int, int]:
    """Writes `source` to `target` as an RGB JPEG whose longer side is at most `side` pixels; its width and height.

    Only the pixels are carried over: EXIF, position, comments, profiles and whatever follows the picture stay behind.
    """
    picture = upright(source, side=side)
    write(picture, target, quality=quality)
    return picture.size


def upright(source: Path, *, side: int, formats: tuple[str, ...] = FORMATS) -> Image.Image:
    """The bare pixels of a photo as it is looked at, its longer side at most `side`. Raises `Unusable`."""
    with _opened(source, formats) as image:
        _refuse_flood(image)
        return _pixels(image, side)


def write(picture: Image.Image, target: Path, *, quality: int) -> int:
    """Into memory first: Pillow takes no notice where the disk takes only a part of a picture. How many bytes."""
    whole = BytesIO()
    picture.save(whole, "JPEG", quality=quality, optimize=True)
    return target.write_bytes(whole.getbuffer())


def _opened(source: Path, formats: tuple[str, ...]) -> Image.Image:
    try:
        return Image.open(source, formats=formats)
    except (OSError, SyntaxError, ValueError) as error:
        raise Unusable("corrupted") from error


def _refuse_flood(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS.get(str(image.format), MAX_PIXELS_ELSE):
        raise Unusable("too_many_pixels")


def _pixels(image: Image.Image, side: int) -> Image.Image:
    try:
        image.draft("RGB", (side, side))
        image.load()
    except RuntimeError as error:  # so libheif says that it got no memory
        raise Unusable("too_heavy") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Unusable("corrupted") from error
    picture = _smaller(_on_white(_smooth(image)), side).convert("RGB")
    picture.info = {}
    turn = TURNS.get(image.getexif().get(Base.Orientation, 1))
    return picture if turn is None else picture.transpose(turn)


def _smaller(image: Image.Image, side: int) -> Image.Image:
    """Band by band: what Pillow needs on the way to a whole large picture is a second large picture."""
    scale = side / max(image.size)
    if scale >= 1:
        return image
    width, height = (max(1, round(length * scale)) for length in image.size)
    small, step = Image.new(image.mode, (width, height)), image.height / height
    for top in range(0, height, BAND):
        bottom = min(top + BAND, height)
        box = (0, top * step, image.width, min(bottom * step, image.height))
        small.paste(image.resize((width, bottom - top), Image.Resampling.LANCZOS, box=box), (0, top))
    return small


def _smooth(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be made smaller without ragged letters or lost grey."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    coloured = "RGBA" if image.has_transparency_data else "RGB"
    mode = {"1": "L", "P": coloured}.get(image.mode, image.mode)
    return image if mode == image.mode else image.convert(mode)  # `convert` to the same mode makes a copy of it all


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("L", "RGB") and not image.has_transparency_data:
        return image
    layer = image.convert("RGBA" if image.has_transparency_data else "RGB")
    page = Image.new("RGB", layer.size, "white")
    page.paste(layer, mask=layer.getchannel("A") if layer.mode == "RGBA" else None)
    return page
