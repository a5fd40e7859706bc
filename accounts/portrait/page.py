"""What does the page of a card say about the photo: is there one, where does it stand, what comes next?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse

from portal.workflow.story import public_story

from ..card.models import Card
from .enums import LIVE, PortraitStatus
from .models import Portrait
from .rules import stands

if TYPE_CHECKING:
    from ..people.models import User


@dataclass(frozen=True, kw_only=True)
class Photo:
    """`refused` is the newest one where it was refused, `reason` why; `url` is where another is sent, empty without
    a card that stands."""

    accepted: Portrait | None
    waiting: Portrait | None
    refused: Portrait | None
    reason: str
    url: str

    @property
    def is_shown(self) -> bool:
        """Whether the page says anything at all."""
        return bool(self.accepted or self.waiting or self.url)


def photo_of(owner: "User", card: Card | None, member: Any = None) -> Photo:
    """Of the holder, or of `member`, whose newest card is `card`; one statement, three after a refusal."""
    rows = Portrait.objects.of_person(owner, member)
    newest = rows.order_by("-id").values("pk")[:1]
    told = rows.filter(Q(status__in=LIVE) | Q(pk__in=newest)).select_related("owner__profile", "member")
    found = {row.status: row for row in told.order_by("id")}
    refused = found.get(PortraitStatus.REFUSED)
    return Photo(
        accepted=found.get(PortraitStatus.ACCEPTED),
        waiting=found.get(PortraitStatus.WAITING),
        refused=refused,
        reason=_reason(refused) if refused else "",
        url=send_url(member) if stands(card) else "",
    )


def send_url(member: Any = None) -> str:
    return reverse("accounts:portrait-member", args=[member.public_id]) if member else reverse("accounts:portrait")


def _reason(refused: Portrait) -> str:
    return next((event.reason for event in public_story(refused) if event.action == "refuse"), "")
