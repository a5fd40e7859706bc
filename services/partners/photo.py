"""How a code is read off a photo when the browser cannot read it from the camera."""

from typing import Any

import zxingcpp
from PIL import Image, ImageOps

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 60_000_000
SIDE = 1600


class NoCodeInPhoto(ValueError):
    """The file is no photo that can be read, or holds no QR code."""


def code_in(photo: Any) -> str:
    """The text of the first QR code in an uploaded photo. Raises `NoCodeInPhoto`."""
    if photo.size > MAX_BYTES:
        raise NoCodeInPhoto
    try:
        with Image.open(photo, formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > MAX_PIXELS:
                raise NoCodeInPhoto
            image.draft("L", (SIDE, SIDE))
            grey = ImageOps.exif_transpose(image).convert("L")
            grey.thumbnail((SIDE, SIDE))
    except (OSError, Image.DecompressionBombError, ValueError) as error:
        raise NoCodeInPhoto from error
    found = zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    if not found:
        raise NoCodeInPhoto
    return str(found[0].text)
