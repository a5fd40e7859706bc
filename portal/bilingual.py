"""How does a row that is written in Chinese and English speak the reader's language?"""

from typing import Any

from django.utils.translation import get_language


def language_suffix() -> str:
    """`zh` or `en`, after the language now active; Chinese is the site's first language."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def localised(stem: str) -> str:
    """The column of `stem` in the active language, for `order_by` and `values`."""
    return f"{stem}_{language_suffix()}"


def in_language(row: Any, stem: str) -> str:
    """`stem_zh` or `stem_en` as the active language asks; the other one where the first is empty."""
    suffixes = ("en", "zh") if language_suffix() == "en" else ("zh", "en")
    return next((text for suffix in suffixes if (text := getattr(row, f"{stem}_{suffix}"))), "")


def both(stem: str) -> property:
    """A property for the pair `stem_zh`, `stem_en`: `title = both("title")`."""
    return property(lambda row: in_language(row, stem))


class Bilingual:
    """For models with the pair `name_zh`, `name_en`."""

    name = both("name")

    def __str__(self) -> str:
        return str(self.name)
