"""The tables of `accounts`, room by room."""

from .people.models import Consent, Profile, User

__all__ = ["Consent", "Profile", "User"]
