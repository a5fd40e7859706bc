"""At which window does somebody look at a card? It is named to the holder, wherever it is known."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..models import Window, WindowPairing

if TYPE_CHECKING:
    from accounts.models import User


def seat_of(staff: "User", partner_id: int) -> dict[str, Any]:
    """The columns of a check that say it: the shift of whoever signed on by PIN, else the window of that partner whose
    browser is used with one's own sign-in."""
    window = staff.window
    is_here = window is not None and window.partner_id == partner_id
    return {"shift": staff.shift, "window_id": window.pk if is_here else None}


def window_then(pairing: WindowPairing | None, partner_id: int, *, at: datetime) -> Window | None:
    """The window of that partner which the browser was `at` that time, by the pairing it shows now."""
    if pairing is None or pairing.window.partner_id != partner_id or pairing.paired_at > at:
        return None
    return pairing.window if pairing.ended_at is None or pairing.ended_at >= at else None
