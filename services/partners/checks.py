"""How a code is checked: the first check uses a live code up, and every look is a row that the holder can read."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.card.enums import CodeKind
from accounts.card.offline import SHORTEST, stored_form
from accounts.models import LiveCode
from examples.verifier.address import FULL_WIDTH
from portal.idempotency import KeyReused

from ..models import Check, ProxyCode
from ..webhooks import events
from ..windows.seats import seat_of
from .counter import Counter
from .enums import Reason, Verdict
from .facts import CodeShown, Facts
from .guesses import Slowed, refuse_if_slowed, report_if_many
from .look_up import facts_for
from .rules import discloses_holder, reason_for

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

WEB = ("http", "https")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The row that was written and, where the check was made just now, the facts behind it."""

    check: Check
    facts: Facts


def check_code(
    counter: Counter,
    *,
    code: str,
    service: str,
    channel: str,
    staff: "User | None" = None,
    client: str = "",
    window_id: int | None = None,
    key: str | None = None,
) -> Answer:
    """Answer whether the card behind `code` gives `service` at `counter`.

    `code` is the bare code or this site's verify address, `client` the id of the system that calls and `window_id` that
    of the window it stands at. The first check uses a live code up whatever the answer, a spoken one goes on until it
    ends or is ended; the same `key` gets the first answer again. Raises `Service.DoesNotExist`, `KeyReused` where the
    key came with another request, and `Slowed` where the partner has guessed too often.
    """
    asked = hashlib.sha256(f"{code}\n{service}".encode()).hexdigest()
    try:
        with transaction.atomic():
            how = {"channel": channel, "staff": staff, "client": client, "window_id": window_id, "idempotency_key": key}
            return _first_answer(counter, how, code=code, service=service, asked=asked)
    except IntegrityError:
        return _former_answer(counter, code=code, service=service, key=key, asked=asked)
    except Slowed:
        if key and _made_with(counter, key).exists():
            return _former_answer(counter, code=code, service=service, key=key, asked=asked)
        raise


def _first_answer(counter: Counter, how: dict[str, Any], *, code: str, service: str, asked: str) -> Answer:
    bare, is_ours = bare_code(code)
    now = timezone.now()
    facts = facts_for(counter, service, bare if is_ours else "", at=now)
    refuse_if_slowed(facts.missed, facts.missed_at, now=now)
    reason = reason_for(facts, now=now, today=timezone.localdate()) if is_ours else Reason.OTHER_SITE
    if facts.code and facts.code.is_used_up_by_a_check and facts.code.used_at is None and not consume(facts.code):
        reason = Reason.ALREADY_USED
    staff = how["staff"]
    seat = seat_of(staff, facts.partner_id) if staff else {}
    row = row_of(facts, reason, request_hash=asked, checked_at=now, **(how | seat))
    row.save(force_insert=True)
    if row.code_kind == CodeKind.PROXY and facts.code:
        ProxyCode.objects.filter(code=facts.code.pk, check_made=None).update(check_made=row)
    if staff:
        events.check_made(row, service=service)
    if reason == Reason.UNKNOWN_CODE:
        report_if_many(facts.partner_id, facts.missed + 1)
    return Answer(check=row, facts=facts)


def consume(code: CodeShown) -> bool:
    """Use the code up; of simultaneous checks exactly one succeeds."""
    return bool(LiveCode.objects.filter(pk=code.pk, used_at=None).update(used_at=timezone.now()))


def row_of(facts: Facts, reason: Reason, **how: Any) -> Check:
    """The row of a look, not yet saved: who looked, `how` and when is the caller's to say."""
    card = facts.card
    is_open = discloses_holder(reason)
    return Check(
        partner_id=facts.partner_id,
        service_id=facts.service_id,
        city_id=facts.city_id,
        card_id=card.pk if card else None,
        holder_id=card.holder_id if card else None,
        verdict=Verdict.ELIGIBLE if reason == Reason.OK else Verdict.NOT_ELIGIBLE,
        reason=reason,
        left=facts.left if is_open else None,
        companions=facts.grant["companions"] if is_open and facts.grant else None,
        code_kind=facts.code.kind if facts.code else "",
        **how,
    )


def _made_with(counter: Counter, key: str | None) -> "QuerySet[Check]":
    return Check.objects.select_related("card").filter(partner__in=counter.partners.values("pk"), idempotency_key=key)


def _former_answer(counter: Counter, *, code: str, service: str, key: str | None, asked: str) -> Answer:
    row = _made_with(counter, key).get()
    if row.request_hash != asked:
        raise KeyReused
    return Answer(check=row, facts=facts_for(counter, service, bare_code(code)[0], at=row.checked_at))


def bare_code(text: str) -> tuple[str, bool]:
    """The code as it is kept, without its address, and whether it is this site's: another site's address is not. Empty
    also for an offline code that no key in force signed, or that stands in an address which verifiers do not take."""
    text = text.translate(FULL_WIDTH).strip()
    if "/" not in text:
        return stored_form(text), True
    try:
        address, site = urlsplit(text if "//" in text else f"https://{text}"), urlsplit(settings.PUBLIC_URL)
        place = (address.hostname, address.port)
    except ValueError:  # no address at all, though it looks like one
        return "", False
    path = address.path.strip("/").split("/")
    is_ours = place == (site.hostname, site.port) and address.scheme in WEB and path[0].lower() == "verify"
    if not is_ours or len(path) != 2:
        return "", False
    return stored_form(path[-1] if len(path[-1]) < SHORTEST else text), True
