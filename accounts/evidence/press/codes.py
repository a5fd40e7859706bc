"""Which code does a photo show?"""

from pathlib import Path

import zxingcpp

from .photos import FORMATS, upright
from .problems import Unusable

KIND = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def read(source: Path, *, side: int) -> str:
    """The text of the first QR code, looked for in `side` pixels. Raises `Unusable`: `no_code` where there is none."""
    grey = upright(source, side=side, formats=(*FORMATS, "WEBP")).convert("L")
    found = zxingcpp.read_barcodes(grey, formats=KIND)
    if not found:
        raise Unusable("no_code")
    return str(found[0].text)
