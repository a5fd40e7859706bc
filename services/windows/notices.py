"""Who is told that a PIN was locked? The person, and the partner's liaisons."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.urls import reverse

from portal.notifications.outbox import notify
from portal.notifications.texts import in_both_languages

from ..models import DeskPin, WindowPairing


def tell_of_lock(pin: DeskPin, pairing: WindowPairing, *, at: datetime) -> None:
    """Once for each time it is locked; the PIN itself is in no message."""
    window = pairing.window
    about = {
        "partner": in_both_languages(window.partner),
        "window": in_both_languages(window),
        "locked_at": at.isoformat(),
    }
    key = f"{pin.public_id}:{at:%Y%m%d%H%M%S}"
    url = reverse("services:desk-pin")
    notify([pin.staff], "pin_locked", context=about | {"url": url}, key=f"pin_locked:{key}")
    liaisons = get_user_model().objects.filter(is_active=True, liaison_of__partner=window.partner)
    notify(
        liaisons.exclude(pk=pin.staff_id).distinct().order_by("pk"),
        "pin_locked_liaison",
        context=about | {"name": pin.name, "url": reverse("services:desk-windows")},
        key=f"pin_locked_liaison:{key}",
    )
