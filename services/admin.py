"""What of `services` officials see in the admin, room by room."""

from .quality import admin as quality
from .requests import admin as requests

__all__ = ["quality", "requests"]
