"""How a photo is sent in, takes the place of another, and how its file goes."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal import working_days
from portal.notifications.outbox import notify
from portal.workflow.engine import Refusal, perform, start

from ..evidence import storage
from ..evidence.incoming import Kept
from .enums import PortraitStatus
from .models import Portrait
from .notices import about_for_office, office
from .rules import card_of, may_send

if TYPE_CHECKING:
    from ..family.models import FamilyMember
    from ..people.models import User

ANSWER_DAYS = 5


@transaction.atomic
def ask(photo: Kept, *, member: "FamilyMember | None" = None, by: "User") -> Portrait:
    """Send `photo` (kept already) of the holder, or of `member`, to the office; it takes the place of one that waits.

    Raises `Refusal` with `no_card`, or `sent_just_now` where another is being sent this very moment.
    """
    card, verdict = card_of(by, member), may_send(by, member)
    if card is None or not verdict:
        raise Refusal.of(verdict)
    _replace(by.pk, member.pk if member else None, PortraitStatus.WAITING)
    portrait = Portrait(owner=by, member=member, application=card.application)
    portrait.image.name, portrait.sha256 = photo.original, photo.sha256
    portrait.due_on = working_days.add(timezone.localdate(), ANSWER_DAYS)
    try:
        with transaction.atomic():
            start(portrait, by=by, action="ask")
    except IntegrityError as error:
        raise Refusal("sent_just_now", _("Another photo is being sent at this moment. Look again.")) from error
    key = f"portrait:{portrait.public_id}:asked"
    notify(office(portrait), "portrait_asked_officer", context=about_for_office(portrait), key=key)
    return portrait


def make_room(portrait: Portrait, *, by: "User", reason: str, data: dict[str, Any]) -> None:
    """Before `accept`: the accepted one of before is replaced."""
    _replace(portrait.owner_id, portrait.member_id, PortraitStatus.ACCEPTED)


def forget_file(portrait: Portrait, *, by: "User | None", reason: str, data: dict[str, Any]) -> None:
    """Effect of whatever ends a photo: its file is deleted once that is certain."""
    name = str(portrait.image.name)
    portrait.image, portrait.sha256 = "", ""
    portrait.save(update_fields=["image", "sha256"])
    transaction.on_commit(partial(storage.forget, [name]))


def _replace(owner: int, member: int | None, status: PortraitStatus) -> None:
    """Locked as it is looked for, so that none is replaced that was just decided about."""
    former = Portrait.objects.of_person(owner, member).filter(status=status)
    for portrait in former.select_for_update(of=("self",)).order_by("pk"):
        perform(portrait, "replace", by=None)
