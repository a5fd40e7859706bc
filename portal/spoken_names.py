"""When are two spellings one name? When whoever says them aloud says the same."""

import unicodedata


def as_said(text: str) -> str:
    """Without what nobody says: width, capitals, blanks and points."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).upper() if sign.isalnum())
