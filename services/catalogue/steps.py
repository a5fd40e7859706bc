"""How many steps are staff given to read while somebody waits?"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_STEPS = 3


def few_steps(text: str) -> str:
    """The text as it is. Raises `ValidationError` where it has more steps than staff read at a counter."""
    if len([line for line in text.splitlines() if line.strip()]) > MOST_STEPS:
        raise ValidationError(_("Write at most three steps, one a line."), "too_many_steps")
    return text
