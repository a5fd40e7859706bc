"""How a photo becomes a clean JPEG: upright, of bounded size, without a word about place or owner."""

from io import BytesIO
from pathlib import Path

import pillow_heif
from PIL import Image, ImageOps

from .problems import Unusable

FORMATS = ("JPEG", "PNG", "HEIF")
MAX_PIXELS = {"JPEG": 250_000_000, "MPO": 250_000_000}
"""A JPEG is decoded at a fraction of its size, so the sensors of 200 megapixels pass."""
MAX_PIXELS_ELSE = 80_000_000
"""An A3 sheet scanned at 600 dots an inch has 70 million."""
Image.MAX_IMAGE_PIXELS = None  # the bounds above are asked before a pixel is decoded
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def clean(source: Path, target: Path, *, side: int, quality: int = 85) -> tuple[int, int]:
    """Writes `source` to `target` as an RGB JPEG whose longer side is at most `side` pixels; its width and height.

    Only the pixels are carried over: EXIF, position, comments, profiles and whatever follows the picture stay behind.
    """
    with _opened(source) as image:
        _refuse_flood(image)
        picture = _pixels(image, side)
    write(picture, target, quality=quality)
    return picture.size


def write(picture: Image.Image, target: Path, *, quality: int) -> None:
    """Into memory first: Pillow takes no notice where the disk takes only a part of a picture."""
    whole = BytesIO()
    picture.save(whole, "JPEG", quality=quality, optimize=True)
    target.write_bytes(whole.getbuffer())


def _opened(source: Path) -> Image.Image:
    try:
        return Image.open(source, formats=FORMATS)
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
    except (OSError, SyntaxError, ValueError) as error:
        raise Unusable("corrupted") from error
    picture = _smooth(image)
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return _on_white(ImageOps.exif_transpose(picture))


def _smooth(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be made smaller without ragged letters or lost grey."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value * (1 / 256)).convert("L")
    return image.convert({"1": "L", "P": "RGBA"}.get(image.mode, image.mode))


def _on_white(image: Image.Image) -> Image.Image:
    layer = image.convert("RGBA" if image.has_transparency_data else "RGB")
    page = Image.new("RGB", layer.size, "white")
    page.paste(layer, mask=layer.getchannel("A") if layer.mode == "RGBA" else None)
    return page
