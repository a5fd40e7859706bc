"""Is a code that was scanned at the desk the card of a drill? Told by its beginning, before any table is asked."""

from accounts.models import Partner

from ..models import Drill
from ..partners.checks import bare_code
from .drills import PREFIX


def drill_of(partner: Partner, code: str) -> Drill | None:
    """The drill of this partner with this code; no statement for the code of an ordinary card."""
    bare, _is_ours = bare_code(code)
    return Drill.objects.filter(code=bare, window__partner=partner).first() if bare.startswith(PREFIX) else None
