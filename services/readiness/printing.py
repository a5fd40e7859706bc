"""How does a paper become a PDF of one page? Data go into a layout; nothing from outside becomes part of its source."""

import io
import json
from pathlib import Path
from typing import Any

import pypdfium2
import segno

LAYOUTS = Path(__file__).parent / "layouts"
SIZES = {
    "poster": (20, 17, 14, 12, 10, 8, 7),
    "instruction": (15, 13, 12, 11, 10, 9, 8, 7),
}  # points, the largest that fits


def pdf(layout: str, data: dict[str, Any], *, link: str) -> bytes:
    """A page of A4 with a QR code that leads to `link`; more than one page only where 7 points are still too large."""
    made = b""
    for size in SIZES[layout]:
        made = _compile(layout, data | {"size": size}, _qr(link))
        if _pages_of(made) == 1:
            break
    return made


def _compile(layout: str, data: dict[str, Any], qr: str) -> bytes:
    """Some tenths of a second. Compiler and fonts are large: they are loaded by the process that first prints."""
    import typst
    from pylopdf_fonts_zh_cn import sans_path

    given = {"data": json.dumps(data, ensure_ascii=False), "qr": qr}
    source, fonts = str(LAYOUTS / f"{layout}.typ"), [str(sans_path().parent)]
    made = typst.compile(
        source, root=str(LAYOUTS), font_paths=fonts, ignore_system_fonts=True, sys_inputs=given, format="pdf"
    )
    return bytes(made)


def _pages_of(made: bytes) -> int:
    document = pypdfium2.PdfDocument(made)
    try:
        return len(document)
    finally:
        document.close()


def _qr(link: str) -> str:
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=4, scale=8)
    return out.getvalue().decode()
