"""How a live code becomes an address and a picture that any phone's camera opens."""

import io

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from .actions import SPOKEN_LENGTH


def verify_url(code: str) -> str:
    """This site's address for anyone who scans the card."""
    return f"{settings.PUBLIC_URL}/verify/{code}"


def qr_svg(text: str) -> SafeString:
    """An inline SVG without style attributes; capitals keep the code small (alphanumeric mode, level M)."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=2,
        dark="#0b2233",
        svgclass="qr",
        lineclass=None,
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308  (made here from our own address)


def grouped(code: str) -> str:
    """As people read it out: ten characters as `7K3M 9Q2 X4T`, nine as `7K3 M9Q 2X4`."""
    if len(code) == SPOKEN_LENGTH:
        return f"{code[:3]} {code[3:6]} {code[6:]}"
    return f"{code[:4]} {code[4:7]} {code[7:]}"
