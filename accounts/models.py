"""The tables of `accounts`, room by room."""

from .people.models import User

__all__ = ["User"]
