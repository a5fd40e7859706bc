"""How is a code read off a photo when the browser cannot read it from the camera? In the press, as any sent file."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import File

from accounts.evidence import incoming
from accounts.evidence.bad_file import BadFile
from accounts.evidence.press.problems import Unusable
from accounts.evidence.sandbox import PressFailedError, press

SIDE = 1600


class NoCodeInPhoto(ValueError):
    """The file is no photo that can be read, or holds no QR code; or there is no room to read it."""


def code_in(photo: File) -> str:
    """The text of the first QR code in an uploaded photo. Raises `NoCodeInPhoto`."""
    try:
        with TemporaryDirectory() as folder:
            sent = incoming.copied(photo, Path(folder) / "sent")
            answer = press("read_code", source=sent, side=SIDE)
    except (BadFile, Unusable, PressFailedError, OSError) as error:
        raise NoCodeInPhoto from error
    return str(answer["code"])
