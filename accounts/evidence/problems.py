"""What is wrong with a file, in words that say what to do; the code is for programs."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

FILE_EMPTY, FILE_TOO_LARGE, FILE_TYPE = "file_empty", "file_too_large", "file_type"
CORRUPTED, TOO_HEAVY, TOO_MANY_FILES = "corrupted", "too_heavy", "too_many_files"

WHAT_TO_DO = {
    FILE_EMPTY: _("It is empty. Choose the file again."),
    FILE_TOO_LARGE: _("It is larger than %(limit)s MB. Scan it at a lower resolution, or send it in parts."),
    FILE_TYPE: _("It is not a PDF, JPEG, PNG or HEIC file, whatever its name says. Save it as PDF, or photograph it."),
    CORRUPTED: _("It is damaged or was not sent completely. Open it on your device, save it anew and send it again."),
    "locked_pdf": _("It is locked with a password. Save it without the password and send it again."),
    "too_many_pixels": _("It has too many pixels. Make the picture smaller, or photograph the paper again."),
    TOO_HEAVY: _("Opening it takes too much. Print it to a plain PDF, or photograph the pages, and send that."),
    TOO_MANY_FILES: _(
        "An application holds at most %(files)s files. Remove one you do not need, or join them in a PDF."
    ),
}


def what_to_do(code: str) -> str:
    """The sentence for the reader; for an unknown code the one for a damaged file."""
    text = WHAT_TO_DO.get(code, WHAT_TO_DO[CORRUPTED])
    return str(text) % {"limit": settings.UPLOAD_MAX_MB, "files": settings.EVIDENCE_MAX_FILES}
