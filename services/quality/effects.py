"""What else is written when a case of being turned away takes a step."""

from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User

    from .models import TurnedAway


def called(case: "TurnedAway", *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """When the talent was called last, how often, and whether somebody answered; what was said is the reason."""
    case.called_at, case.reached, case.tries = data["called_at"], data["reached"], data["tries"]
    case.save(update_fields=["called_at", "reached", "tries"])


def lapsed(case: "TurnedAway", *, by: "User | None", reason: str, data: dict[str, Any]) -> None:
    """When it was told that the partner has let its day go by; whose turn it is follows from the day itself."""
    case.lapsed_at = timezone.now()
    case.save(update_fields=["lapsed_at"])
