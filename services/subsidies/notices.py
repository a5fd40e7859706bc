"""Who is told about a part of a subsidy, and what about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..requests.notices import about as about_request

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Instalment


def talent(instalment: "Instalment") -> Iterable["User"]:
    return [instalment.request.talent]


def about(instalment: "Instalment") -> dict[str, Any]:
    """What every text about a part may name: its request, its number, amount in yuan and day."""
    return about_request(instalment.request) | {
        "number": instalment.number,
        "amount_yuan": str(instalment.amount_yuan),
        "planned_on": instalment.planned_on.isoformat(),
    }
