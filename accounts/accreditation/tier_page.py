"""What does a tier's page offer to a talent who is signed in?"""

from typing import Any

from django.http import HttpRequest

from policies.catalogue.panels import TIER_STEP, Panel, register_panel
from policies.models import Tier


def apply_here(tier: Tier, request: HttpRequest) -> Panel | None:
    """The way into an application for this tier; nothing for visitors and officials."""
    user: Any = request.user
    if not (user.is_authenticated and user.is_talent):
        return None
    return Panel("accounts/accreditation/apply_here.html", {"tier": tier})


def register() -> None:
    register_panel(TIER_STEP, apply_here)
