"""What of `policies` officials see in the admin, room by room."""

from .authorities import admin as authorities
from .catalogue import admin as catalogue
from .programmes import admin as programmes

__all__ = ["authorities", "catalogue", "programmes"]
