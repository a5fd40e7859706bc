"""What of `accounts` officials see in the admin, room by room."""

from .accreditation import admin as accreditation

__all__ = ["accreditation"]
