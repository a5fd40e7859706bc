"""How a card comes into being, and how its holder shows it."""

import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from portal.codes import crockford
from portal.crypto import blind_index
from portal.notifications.outbox import notify
from portal.workflow.engine import perform, start

from ..family.actions import begin_family_again
from .enums import CodeKind
from .models import Card, LiveCode
from .notices import about

if TYPE_CHECKING:
    from ..accreditation.models import Application
    from ..people.models import User

YEARS = 5
CODE_LENGTH = 10
CODE_SECONDS = 60
SPOKEN_LENGTH = 9


def issue(application: "Application", *, by: "User", reason: str, data: dict[str, Any]) -> Card:
    """Issue the card that `application` decided, valid five years; a current one is replaced. Effect of `approve`."""
    for former in Card.objects.own(application.talent).current():
        perform(former, "replace", by=by)
    today = timezone.localdate()
    card = Card(
        talent=application.talent,
        application=application,
        tier=application.tier,
        issued_on=today,
        expires_on=last_day(today),
    )
    start(card, by=by, action="issue")
    begin_family_again(card, by=by)
    notify([card.talent], "card_issued", context=about(card), key=f"card_issued:{card.public_id}")
    return card


def last_day(issued_on: date) -> date:
    """The last valid day, inclusive: the day before the fifth anniversary (a 29 February counts as 1 March)."""
    leap_day = (issued_on.month, issued_on.day) == (2, 29)
    anniversary = date(issued_on.year + YEARS, 3, 1) if leap_day else issued_on.replace(year=issued_on.year + YEARS)
    return anniversary - timedelta(days=1)


@transaction.atomic
def show_code(card: Card, **purpose: str) -> tuple[str, LiveCode]:
    """A new live code of ten Crockford characters, good for 60 seconds and one check; a former one goes on. With a
    purpose (`partner_kind`, and `service_slug` or `area_slug`) it is one for the phone of a proxy."""
    code, kind = crockford(CODE_LENGTH), CodeKind.PROXY if purpose else CodeKind.LIVE
    expires_at = timezone.now() + timedelta(seconds=CODE_SECONDS)
    known = {"card": card, "kind": kind, "expires_at": expires_at, **purpose}
    return code, LiveCode.objects.create(code_index=index_of(code), **known)


@transaction.atomic
def make_spoken(card: Card, *, partner_kind: str, service: str = "", area: str = "", good_for: timedelta) -> LiveCode:
    """A code of nine Crockford characters for one service or one whole area at one kind of partner; any number of
    checks until it ends or is ended. Services and areas by short name; exactly one of the two is given."""
    code = crockford(SPOKEN_LENGTH)
    return LiveCode.objects.create(
        code_index=index_of(code),
        card=card,
        kind=CodeKind.SPOKEN,
        expires_at=timezone.now() + good_for,
        partner_kind=partner_kind,
        service_slug=service,
        area_slug=area,
        page_id=uuid.uuid4(),
        text=code,
    )


@transaction.atomic
def end_code(code: LiveCode) -> None:
    """From now on no check accepts it, and nobody reads it again; ending it twice changes nothing."""
    LiveCode.objects.filter(pk=code.pk, ended_at=None).update(ended_at=timezone.now(), text=None)


def index_of(code: str) -> str:
    """The blind index under which a code is kept."""
    return blind_index(code, "live_code")
