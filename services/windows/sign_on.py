"""How does somebody sit down at a paired window by PIN, and how does a shift end?

A try is counted before the PIN is looked at: of many at the same moment no more than five are looked at in all.
"""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.audit.chain import append

from ..models import DeskPin, WindowPairing, WindowShift
from .models import PIN_TRIES
from .notices import tell_of_lock
from .querysets import longest
from .rules import sitters


def sit_down(pairing: WindowPairing, *, who: str, pin: str) -> WindowShift | None:
    """The shift that begins; None where this PIN does not let this person in here, whatever the reason."""
    found = sitters(pairing.window.partner).filter(public_id=who).select_related("staff").first()
    if found is None or not _takes_a_try(found):
        make_password(pin)  # as long as a wrong one takes: the time does not say that it is locked
        return None
    if not check_password(pin, found.pin):
        _lock_if_last(found, pairing)
        return None
    return _begin(pairing, found)


def end_shift(shift_id: str) -> None:
    """Now, or when the longest shift was over if that is earlier; one that has ended stays as it is."""
    for shift in WindowShift.objects.filter(public_id=shift_id, ended_at=None):
        _end(shift, timezone.now())


def _takes_a_try(pin: DeskPin) -> bool:
    return bool(DeskPin.objects.filter(pk=pin.pk, tries__lt=PIN_TRIES).update(tries=F("tries") + 1))


@transaction.atomic
def _lock_if_last(pin: DeskPin, pairing: WindowPairing) -> None:
    now = timezone.now()
    if DeskPin.objects.filter(pk=pin.pk, tries__gte=PIN_TRIES, locked_at=None).update(locked_at=now):
        append(pin, "pin_locked", by=None)
        tell_of_lock(pin, pairing, at=now)


@transaction.atomic
def _begin(pairing: WindowPairing, pin: DeskPin) -> WindowShift | None:
    """Nothing where the pairing ended or the PIN was changed while it was looked at."""
    open_still = WindowPairing.objects.select_for_update(of=("self",), no_key=True).filter(pk=pairing.pk, ended_at=None)
    if not open_still or not DeskPin.objects.filter(pk=pin.pk, pin=pin.pin).update(tries=0):
        return None
    now = timezone.now()
    for former in WindowShift.objects.filter(pairing=pairing, ended_at=None):
        _end(former, now)
    return WindowShift.objects.create(pairing=pairing, staff=pin.staff, began_at=now)


def _end(shift: WindowShift, now: datetime) -> None:
    over = min(now, shift.began_at + longest())
    WindowShift.objects.filter(pk=shift.pk, ended_at=None).update(ended_at=over)
