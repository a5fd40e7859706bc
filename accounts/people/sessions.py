"""How does a person come to be signed out everywhere?"""

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

if TYPE_CHECKING:
    from .models import User


def end_sessions(user: "User") -> None:
    """On every device; a session that was never listed ends with the password it was opened with."""
    listed = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=listed.values("session_key")).delete()
    listed.delete()
