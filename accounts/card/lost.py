"""Whose card was lost, and how does whoever reports it show that it is theirs, without signing in?

What is known of a report lies in the session of the browser that began it: the card, or nothing where there is none,
and the digest of a code. A report about nobody looks and takes the same.
"""

import secrets
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from portal.codes import normalise
from portal.crypto.blind_index import blind_index
from portal.notifications.outbox import can_reach, send_to_address
from portal.workflow.engine import perform

from ..people.sessions import end_sessions
from ..people.telephones import normalise_phone
from .enums import CardStatus
from .models import Card

if TYPE_CHECKING:
    from ..people.models import User

SESSION_KEY = "card_lost"
DIGITS = 6


@dataclass(frozen=True, kw_only=True)
class Report:
    """`card` is a primary key, or None where nobody was found; `until` is ISO 8601."""

    number: str
    card: int | None
    digest: str
    until: str

    def is_over(self) -> bool:
        return datetime.fromisoformat(self.until) <= timezone.now()

    def fits(self, code: str) -> bool:
        """Compared also where there is no card, so that it takes as long."""
        is_code = constant_time_compare(_digest(normalise(code), self.number), self.digest)
        return is_code and self.card is not None and not self.is_over()


def begin(who: str) -> Report:
    """Send a code to the telephone and the e-mail of whoever `who` names: a card number, telephone or e-mail."""
    card, code, number = _card_of(who), f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}", str(uuid.uuid4())
    if card is not None:
        _send(card.talent, code)
    until = timezone.now() + timedelta(minutes=settings.CODE_MINUTES)
    return Report(number=number, card=card.pk if card else None, digest=_digest(code, number), until=until.isoformat())


@transaction.atomic
def suspend(report: Report, *, with_phone: bool) -> None:
    """The card is suspended, in its holder's name; one that is not active any more stays as it is.

    A phone that is lost shows the cards of the family too, and whoever finds it could lift what was suspended: with it
    all cards are suspended, and every device has to sign in again.
    """
    card = Card.objects.select_related("talent").filter(pk=report.card).first() if report.card else None
    if card is None:
        return
    named = Q(talent=card.talent) if with_phone else Q(pk=card.pk)
    for one in Card.objects.filter(named, status=CardStatus.ACTIVE).order_by("pk"):
        perform(one, "suspend", by=card.talent)
    if with_phone:
        end_sessions(card.talent)


def in_session(session: Any) -> Report | None:
    kept = session.get(SESSION_KEY)
    return Report(**kept) if kept else None


def keep(session: Any, report: Report) -> None:
    session[SESSION_KEY] = asdict(report)


def _card_of(who: str) -> Card | None:
    """The current card, that of a member of the family only by its number; a telephone counts once it is verified."""
    typed = who.strip()
    person = Q(talent__email=typed.lower())
    with suppress(ValidationError):
        person |= Q(talent__phone=normalise_phone(typed))
    named = Q(number=normalise_number(typed)) | (person & Q(member=None))
    return Card.objects.current().filter(named, talent__is_active=True).select_related("talent").first()


def normalise_number(typed: str) -> str:
    """`hlj 2026 1234 5678` as it is printed on the card."""
    return "".join(typed.split()).replace("-", "").upper()


@transaction.atomic
def _send(person: "User", code: str) -> None:
    about, key = {"code": code, "minutes": settings.CODE_MINUTES}, f"card_lost_code:{uuid.uuid4()}"
    addresses = {"email": person.email, "sms": person.phone}
    for channel, address in addresses.items():
        if can_reach(person, channel):
            text: Any = address
            send_to_address(channel, text, "card_lost_code", context=about, key=key, language=person.language)


def _digest(code: str, number: str) -> str:
    return blind_index(f"{number}:{code}", "card_lost_code")
