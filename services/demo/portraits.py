"""The faces of the demonstration: drawn from plain shapes, marked as what they are, one in each state."""

import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from accounts.models import Card
from accounts.portrait.actions import ask
from accounts.portrait.incoming import taken_photo
from portal.workflow.engine import perform

REASON = "示例：面部被帽檐遮挡，请另拍一张。"
COATS = ("#0b4f7a", "#7a3b0b", "#35624a")
STEPS = ("accept", "", "refuse")
"""Of the holder and of the family's cards in turn: shown, waiting, refused."""


def portraits(first: Card, officer: Any) -> None:
    """Of the talent who signs in and of those of the family who have a card."""
    for number, card in enumerate([first, *Card.objects.of_family(first.talent)][: len(STEPS)]):
        with taken_photo(face(COATS[number])) as intake:
            photo = ask(intake.kept[0], member=card.member, by=card.talent)
            intake.has_rows = True
        if step := STEPS[number]:
            perform(photo, step, by=officer, reason=REASON if step == "refuse" else "")


def face(coat: str, kind: str = "PNG") -> ContentFile:
    """A head and shoulders as a sign at a door shows them."""
    picture = Image.new("RGB", (480, 640), "#dce6ec")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((60, 430, 420, 900), fill=coat)
    draw.rectangle((205, 370, 275, 470), fill="#d9b08c")
    draw.ellipse((140, 120, 340, 400), fill="#e6c3a1")
    draw.chord((132, 100, 348, 340), 180, 360, fill="#2b2320")
    for left in (190, 266):
        draw.ellipse((left, 245, left + 24, 263), fill="#2b2320")
    draw.arc((200, 290, 280, 350), 20, 160, fill="#8a4b3a", width=6)
    draw.rectangle((0, 580, 480, 640), fill="#a8201a")
    draw.text((240, 610), "DEMONSTRATION", fill="white", font_size=44, anchor="mm")
    out = io.BytesIO()
    picture.save(out, kind)
    return ContentFile(out.getvalue(), name=f"demonstration.{kind.lower()}")
