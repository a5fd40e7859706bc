"""What of `portal` officials find in the admin, room by room."""

from .audit import admin as audit
from .notifications import admin as notifications
from .working_days import admin as working_days

__all__ = ["audit", "notifications", "working_days"]
