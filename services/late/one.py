"""How is one thing that was done without a network taken, whether a browser or a file brings it?"""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Partner
from portal.idempotency.once import KeyReused, once

from ..models import LateUse, WindowPairing
from .actions import deliver
from .forms import DeliveredForm
from .who import seat_then

if TYPE_CHECKING:
    from accounts.models import User

LATER_ASKED = ("reason", "companions_used", "stage")


def take_one(
    data: Any, *, desks: QuerySet[Partner], by: "User", pairing: WindowPairing | None = None
) -> tuple[int, dict[str, str]]:
    """The status and what is said: 201 taken (a repetition gets the first answer), 409 another's desk, 422 never.

    `pairing`: the window whose browser brings it.
    """
    form = DeliveredForm(data, desks=desks)
    if not form.is_valid():  # whose desk it is may change with who signs in; nothing else ever will
        return 409 if "desk" in form.errors else 422, {"words": str(next(iter(form.errors.values()))[0])}
    given = form.cleaned_data
    partner, service, key = given.pop("desk"), given.pop("service").slug, str(given.pop("key"))
    for name in LATER_ASKED:  # the key of what was sent before any of them could be given stands for the same
        if not given[name]:
            del given[name]
    seat = seat_then(given.pop("shift"), pairing=pairing, partner=partner, done_at=given["done_at"])

    def run() -> tuple[int, dict[str, str]]:
        return 201, _said(deliver(partner, **given, service=service, key=key, by=by, **seat))

    try:
        status, said, _replayed = once(f"{partner.public_id} late", key, {**given, "service": service}, run)
    except KeyReused as error:
        return 422, {"words": str(error)}
    return status, said


def _said(late: LateUse) -> dict[str, str]:
    state = "conflict" if late.conflict else "recorded" if late.outcome else late.check_made.verdict
    url = reverse("services:desk-check", args=[late.check_made.public_id])
    words = str(late.get_conflict_display()) if late.conflict else str(late.check_made.get_reason_display())
    return {"state": state, "words": words, "url": url}
