"""The document each demonstration case shows: a page that says what it is."""

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw


def paper(title: str) -> ContentFile:
    """A PNG page headed `title` (Latin letters) and marked as an example."""
    page = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(page)
    draw.rectangle((30, 30, 590, 847), outline="#0b4f7a", width=3)
    draw.text((60, 70), title, fill="#13202b", font_size=22)
    for line in range(9):
        draw.line((60, 150 + 40 * line, 560 - 60 * (line % 3), 150 + 40 * line), fill="#9fb4c2", width=6)
    draw.text((60, 780), "EXAMPLE - NOT A REAL DOCUMENT", fill="#a8201a", font_size=20)
    out = io.BytesIO()
    page.save(out, "PNG")
    return ContentFile(out.getvalue(), name="example.png")
