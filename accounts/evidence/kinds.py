"""What is this file? Its first bytes say so; its name and the browser's word for it are not asked."""

from pathlib import Path

import filetype
from filetype.types.archive import Pdf
from filetype.types.image import Heic, Jpeg, Png

from .bad_file import BadFile
from .problems import FILE_TYPE

HEIC_BRANDS = {"heic", "heix", "heim", "heis"}
"""Major brands of still pictures coded with HEVC, in 8 and in 10 bits (ISO/IEC 23008-12)."""
HEAD = 4096


class AnyHeic(Heic):
    def match(self, buf: bytearray) -> bool:
        if not self._is_isobmff(buf):
            return False
        major, _minor, compatible = self._get_ftyp(buf)
        return major in HEIC_BRANDS or (major in {"mif1", "msf1"} and bool(HEIC_BRANDS & set(compatible)))


ALLOWED = (Pdf(), Jpeg(), Png(), AnyHeic())


def kind_of(path: Path) -> str:
    """MIME type of an allowed file, by content. Raises `BadFile`."""
    with path.open("rb") as file:
        kind = filetype.match(file.read(HEAD), matchers=ALLOWED)
    if kind is None:
        raise BadFile(FILE_TYPE)
    return kind.mime
