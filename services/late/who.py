"""Who sat at which window when something was done there without a network? Not whoever happens to deliver it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Partner

from ..models import WindowPairing, WindowShift
from ..windows.seats import window_then


def seat_then(shift: str, *, pairing: WindowPairing | None, partner: Partner, done_at: datetime) -> dict[str, Any]:
    """`sat`: the shift that the entry names, if it was at the window whose browser delivers it and covers the time.
    None for an entry made in a session of one's own, and wherever the name cannot be believed. `window`: which one the
    browser was, for an entry that names no shift."""
    then = min(done_at, timezone.now())
    if pairing is None or not shift:
        return {"sat": None, "window": window_then(pairing, partner.pk, at=then)}
    there = WindowShift.objects.covering(then).filter(pairing=pairing, pairing__window__partner=partner)
    return {"sat": next((row for row in there.select_related("staff") if str(row.public_id) == shift), None)}
