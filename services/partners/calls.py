"""Which calls did a partner's systems make lately? Lists for its programmer, by what became of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from portal.idempotency.models import IdempotencyKey

from ..models import AnsweredCall, Check, PartnerClient, RefusedCall, Use
from .enums import Channel
from .kept_calls import KEPT

STATUS = re.compile(r"[1-5]\d\d", re.ASCII)


class Shown(models.TextChoices):
    REFUSED = "refused", _("Calls refused")
    FAILED = "failed", _("Failed on our side")
    CHECKS = "checks", _("Checks and uses")
    OTHERS = "others", _("Other calls answered")


LOOKED_FOR = {
    Shown.REFUSED: _("Code or status, for example key_expired or 429"),
    Shown.FAILED: _("Status, for example 500"),
    Shown.CHECKS: _("Id of the check or of the use, or the Idempotency-Key"),
    Shown.OTHERS: _("Status, for example 200"),
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One call, without a word of whom it was about."""

    at: datetime
    method: str
    call: str
    answer: int
    said: str = ""
    client: str = ""
    about: str = ""
    key: str = ""


def rows(partner: Partner, shown: str, words: str) -> QuerySet[Any]:
    """Of the last thirty days; `words` are an id, a key, a code or a status."""
    if shown == Shown.CHECKS:
        return _checks(partner, words)
    model = AnsweredCall if shown == Shown.OTHERS else RefusedCall
    found: QuerySet[Any] = model.objects.filter(partner=partner, called_at__gte=timezone.now() - KEPT)
    if shown == Shown.FAILED:
        found = found.filter(answer__gte=500)
    if shown == Shown.REFUSED:
        found = found.filter(answer__lt=500)
    return _with(found, words) if words else found


def lines(shown: str, found: list[Any]) -> Iterator[Line]:
    """As the page shows them; a use stands with its check, newest first."""
    for row in found:
        if shown == Shown.CHECKS:
            yield from _of_check(row)
        else:
            said = {"said": row.code} if shown != Shown.OTHERS else {}
            yield Line(
                at=row.called_at, method=row.method, call=f"/{row.call}", answer=row.answer, client=row.client, **said
            )


def _with(found: QuerySet[Any], words: str) -> QuerySet[Any]:
    if STATUS.fullmatch(words):
        return found.filter(answer=int(words))
    return found.filter(code=words.lower()) if found.model is RefusedCall else found.none()


def _checks(partner: Partner, words: str) -> QuerySet[Check]:
    found = Check.objects.filter(partner=partner, channel=Channel.API, checked_at__gte=timezone.now() - KEPT)
    return (found.filter(pk__in=_named(partner, words)) if words else found).select_related("use")


def _named(partner: Partner, words: str) -> list[int]:
    """The checks of that id or key, and those whose use has it."""
    mine = Check.objects.filter(partner=partner)
    try:
        number = UUID(words)
    except ValueError:
        return [*_pks(mine.filter(idempotency_key=words)), *_pks(mine.filter(public_id__in=_used_with(partner, words)))]
    uses = Use.objects.filter(public_id=number, check_made__partner=partner)
    return [*_pks(mine.filter(public_id=number)), *uses.values_list("check_made", flat=True)]


def _used_with(partner: Partner, key: str) -> list[str]:
    """The checks that were answered for by a use with that Idempotency-Key."""
    clients = PartnerClient.objects.filter(partner=partner).values_list("client", flat=True)
    scopes = [f"{client} POST {reverse('api-partner-uses')}"[:255] for client in clients]
    answered = IdempotencyKey.objects.filter(scope__in=scopes, key=key)
    return [row.body["check"] for row in answered if row.body]


def _pks(found: QuerySet[Check]) -> list[int]:
    return list(found.values_list("pk", flat=True))


def _of_check(row: Check) -> Iterator[Line]:
    use: Use | None = getattr(row, "use", None)
    if use and use.staff_id is None:
        about = {"said": use.outcome, "about": str(use.public_id)}
        yield Line(at=use.recorded_at, method="POST", call=reverse("api-partner-uses"), answer=201, **about)
    yield Line(
        at=row.checked_at,
        method="POST",
        call=reverse("api-partner-checks"),
        answer=201,
        said=row.reason,
        client=row.client,
        about=str(row.public_id),
        key=row.idempotency_key or "",
    )
