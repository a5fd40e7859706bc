"""What of `services` officials see in the admin, room by room."""

from .catalogue import admin as catalogue
from .late import admin as late
from .partners import admin as partners
from .partners import checks_admin
from .quality import admin as quality
from .readiness import admin as readiness
from .requests import admin as requests
from .subsidies import admin as subsidies
from .webhooks import admin as webhooks

__all__ = ["catalogue", "checks_admin", "late", "partners", "quality", "readiness", "requests", "subsidies", "webhooks"]
