"""How does a browser become a window and stop being one, and how does somebody get a PIN?"""

from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from portal.audit.chain import append, lock
from portal.workflow.engine import refuse_unless

from ..models import DeskPin, Window, WindowPairing, WindowShift
from .rules import may_be_set, may_pair
from .tokens import hash_of, new_token

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def pair(window: Window, *, by: "User") -> tuple[WindowPairing, str]:
    """The pairing and the token for the browser; a browser that was this window before is no longer.

    Raises `Refusal` with the codes of `may_pair`.
    """
    refuse_unless(may_pair(by, window.partner))
    Window.objects.select_for_update(of=("self",), no_key=True).get(pk=window.pk)  # of two at once the later holds
    for former in WindowPairing.objects.filter(window=window, ended_at=None):
        _end(former, by)
    token = new_token()
    made = WindowPairing.objects.create(
        window=window, token_hash=hash_of(token), paired_by=by, paired_at=timezone.now()
    )
    append(made, "paired", by=by)
    return made, token


@transaction.atomic
def end_pairing(pairing: WindowPairing, *, by: "User") -> None:
    """Whoever sits there is refused from the next request on. Pressed again it changes nothing.

    Raises `Refusal` with the codes of `may_pair`.
    """
    refuse_unless(may_pair(by, pairing.window.partner))
    found = WindowPairing.objects.select_for_update(of=("self",), no_key=True).get(pk=pairing.pk)
    if found.ended_at is None:
        _end(found, by)


@transaction.atomic
def set_pin(staff: "User", *, name: str, pin: str) -> DeskPin:
    """The first PIN or a new one; a lock is gone with the old one, and so is whoever sits somewhere by it.

    Raises `Refusal` with the codes of `may_be_set`. Only for a session of one's own: the access table sees to it.
    """
    lock(staff)  # of two first ones at once
    former = DeskPin.objects.select_for_update().filter(staff=staff).first()
    refuse_unless(may_be_set(pin, former))
    now = timezone.now()
    row = former or DeskPin(staff=staff)
    row.name, row.pin, row.set_at, row.tries, row.locked_at = name, make_password(pin), now, 0, None
    row.save()
    WindowShift.objects.filter(staff=staff, ended_at=None).update(ended_at=now)
    append(row, "pin_set", by=staff)
    return row


def _end(pairing: WindowPairing, by: "User") -> None:
    now = timezone.now()
    WindowPairing.objects.filter(pk=pairing.pk).update(ended_at=now, ended_by=by)
    WindowShift.objects.filter(pairing=pairing, ended_at=None).update(ended_at=now)
    append(pairing, "pairing_ended", by=by)
