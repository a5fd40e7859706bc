"""How many pages a PDF has, whether it opens at all, and what a page looks like as a picture."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from .names import page_file
from .photos import write
from .problems import Unusable

SIDE = 2000
"""Pixels of the longer side: about 170 dots an inch for A4."""
MAX_SCALE = 8.0
QUALITY = 82


def count_pages(source: Path) -> int:
    with _opened(source) as document:
        _page(document, 1)
        return len(document)


def render(source: Path, folder: Path, *, first: int, count: int) -> list[tuple[int, int]]:
    """Writes page `first` (1 is the first) and up to `count - 1` after it to `folder` as JPEGs named by `page_file`.

    Their widths and heights in order.
    """
    with _opened(source) as document:
        document.init_forms()
        numbers = range(first, min(first + count, len(document) + 1))
        return [_render_page(document, number, folder) for number in numbers]


@contextmanager
def _opened(source: Path) -> Iterator[pdfium.PdfDocument]:
    try:
        document = pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        # PDFium may still hold the error of the document before: only an encrypted file can be locked
        says_locked = error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        is_locked = says_locked and b"/Encrypt" in source.read_bytes()
        raise Unusable("locked_pdf" if is_locked else "corrupted") from error
    with closing(document):
        if not len(document):
            raise Unusable("corrupted")
        yield document


def _page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        raise Unusable("corrupted") from error
    if min(page.get_size()) <= 0:
        raise Unusable("corrupted")
    return page


def _render_page(document: pdfium.PdfDocument, number: int, folder: Path) -> tuple[int, int]:
    page = _page(document, number)
    scale = min(SIDE / max(page.get_size()), MAX_SCALE)
    try:
        picture = page.render(scale=scale).to_pil().convert("RGB")
    except pdfium.PdfiumError as error:
        raise Unusable("corrupted") from error
    write(picture, folder / page_file(number), quality=QUALITY)
    return picture.size
