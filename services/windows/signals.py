"""However a session that was opened by PIN is ended, the shift at the window ends with it."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from portal.shared_window import SHIFT

from .sign_on import end_shift


@receiver(user_logged_out)
def get_up(request: HttpRequest, **kwargs: Any) -> None:
    shift = request.session.get(SHIFT) if hasattr(request, "session") else None
    if shift:
        end_shift(shift)
