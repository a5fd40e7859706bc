"""Who sat at the window when something was done there without a network? Not whoever happens to deliver it."""

from datetime import datetime

from django.utils import timezone

from accounts.models import Partner

from ..models import WindowPairing, WindowShift


def sat_there(shift: str, *, pairing: WindowPairing | None, partner: Partner, done_at: datetime) -> WindowShift | None:
    """The shift that the entry names, if it was at the window whose browser delivers it and covers the time.

    None for an entry made in a session of one's own, and wherever the name cannot be believed.
    """
    if not shift or pairing is None:
        return None
    covering = WindowShift.objects.covering(min(done_at, timezone.now()))
    there = covering.filter(pairing=pairing, pairing__window__partner=partner)
    return next((row for row in there.select_related("staff") if str(row.public_id) == shift), None)
