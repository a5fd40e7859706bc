"""Which officials looked at a person's details, when, and from which office?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.models import History

from .models import User

ACTIONS = {"identity_shown": _("saw the full number"), "person_opened": _("opened my details")}


@dataclass(frozen=True)
class Look:
    at: datetime
    what: Any
    office: str


def looks_at(person: User, *, most: int = 50) -> list[Look]:
    """The latest first; an office, never a name."""
    rows = History.objects.filter(
        object_type=User._meta.label_lower, object_id=str(person.public_id), action__in=ACTIONS
    ).order_by("-seq")[:most]
    officials = User.objects.filter(public_id__in={row.actor_id for row in rows})
    offices = {one.public_id: _office(one) for one in officials.prefetch_related("memberships__authority")}
    return [Look(row.at, ACTIONS[row.action], offices.get(row.actor_id, "")) for row in rows]


def _office(official: User) -> str:
    return next((str(row.authority.name) for row in official.memberships.all() if row.authority), "")
