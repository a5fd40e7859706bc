"""What is wrong with a photo of a face, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

from ..evidence.problems import FILE_TYPE, TOO_HEAVY, what_to_do

NOT_A_PHOTO, TOO_FEW_PIXELS = "not_a_photo", "too_few_pixels"

WORDS = {
    NOT_A_PHOTO: _("A PDF cannot be shown at a counter. Take a photo of the face, or choose one from your pictures."),
    FILE_TYPE: _("It is not a photo in JPEG, PNG or HEIC. Take one of the face, or choose one from your pictures."),
    TOO_FEW_PIXELS: _("It is too small to compare a face with. Take a new photo, or choose a larger one."),
    "too_many_pixels": _("It has too many pixels. Make the picture smaller, or take a new photo."),
    TOO_HEAVY: _("Opening it takes too much. Take a new photo with the camera, and send that."),
}


def words_for(code: str) -> str:
    """The sentence for the reader."""
    return str(WORDS[code]) if code in WORDS else what_to_do(code)
