"""How is a sum of money written?"""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _


def yuan(amount: Any) -> str:
    """To the fen, grouped as the reader's language does."""
    return _("%(sum)s yuan") % {"sum": number_format(amount, decimal_pos=2, use_l10n=True, force_grouping=True)}
