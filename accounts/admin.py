"""What of `accounts` officials see in the admin, room by room."""

from .accreditation import admin as accreditation
from .card import admin as card
from .people import admin as people
from .rights import admin as rights

__all__ = ["accreditation", "card", "people", "rights"]
