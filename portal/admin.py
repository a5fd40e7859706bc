"""What of `portal` officials find in the admin, room by room."""

from .working_days import admin as working_days

__all__ = ["working_days"]
