"""What of `accounts` officials see in the admin, room by room."""

from .accreditation import admin as accreditation
from .card import admin as card

__all__ = ["accreditation", "card"]
