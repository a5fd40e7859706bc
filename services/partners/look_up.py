"""How are the facts of a check found, when a code is shown, and of one that was made earlier?"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Q, Subquery

from accounts.card.actions import index_of
from accounts.card.enums import FOR_ONE_PURPOSE, CodeKind
from accounts.models import IdentityDocument, Partner, Portrait
from portal.guessing import WINDOW
from portal.masking import id_tail

from ..catalogue.enums import Period
from ..catalogue.family import SELF
from ..models import Check, ProxyCode, Service
from .counter import Counter
from .enums import Reason
from .facts import CardShown, CodeShown, Facts, card_shown
from .guesses import lately
from .households import used_by_household
from .known_row import KNOWN, steps_of, withdrawn_for
from .periods import COUNTED_PERIODS, period_key

CODE = ("pk", "kind", "used_at", "ended_at", "expires_at")


def facts_for(counter: Counter, slug: str, code: str, *, at: datetime) -> Facts:
    """Everything about `code` shown for service `slug` at `counter` (one statement; two where the code is spoken or
    unknown), with the consents as they stood `at`. Raises `Service.DoesNotExist` for an unknown slug."""
    given = {
        "place": counter.value,
        "slug": slug,
        "index": index_of(code),
        "year": period_key(Period.YEAR, at),
        "at": at,
    }
    row = KNOWN[counter.by].first(**given, since=at - WINDOW) if code else None
    if row is None:
        return _unknown(counter, slug, since=at - WINDOW)
    if row["service_id"] is None:
        raise Service.DoesNotExist(slug)
    grant = row["grant"]
    return Facts(
        partner_id=row["partner_id"],
        service_id=row["service_id"],
        city_id=row["partner_city_id"],
        honoured=row["honoured"],
        code=CodeShown(**{name: row[name] for name in CODE}, is_for_here=_is_for_here(row)),
        proxy=_proxy(code=row["pk"], kind=row["kind"]),
        card=_card(row),
        grant=grant,
        used=_used(row, at) or 0,
        id_tail=id_tail(_number(row)) if _number(row) else None,
        has_photo=bool(row["has_photo"]),
        is_consent_withdrawn=row["is_consent_withdrawn"],
        missed=row["missed"] or 0,
        missed_at=row["missed_at"],
    )


def _is_for_here(row: dict[str, Any]) -> bool:
    """Whether the code is good for this service at this kind of partner. Only those made for one purpose are asked
    about: the checks of all others need not bear the two tables more."""
    if row["kind"] not in FOR_ONE_PURPOSE:
        return True
    purpose = Q(slug=row["service_slug"]) | Q(area__slug=row["area_slug"])
    fitting = Service.objects.filter(purpose, pk=row["service_id"])
    return Partner.objects.filter(Exists(fitting), pk=row["partner_id"], kind=row["partner_kind"]).exists()


def _used(row: dict[str, Any], at: datetime) -> int | None:
    """Of the running period; of what is counted and given to the family by all of the household."""
    grant = row["grant"]
    if grant and grant["limit"] is not None and grant["period"] in COUNTED_PERIODS and grant["is_shared"]:
        return used_by_household(row["card__talent_id"], row["service_id"], period_key(grant["period"], at))
    return row["used_this_year"] if grant and grant["period"] == Period.YEAR else row["used_once"]


def _proxy(*, kind: str, **shown: Any) -> str | None:
    """Whose phone showed the code; asked of a proxy's codes alone."""
    if kind != CodeKind.PROXY:
        return None
    return ProxyCode.objects.filter(**shown).values_list("proxy__name", flat=True).first() or ""


def _number(row: dict[str, Any]) -> str:
    """Of the document of whom the card names."""
    return (row["card__member__number"] if row["card__member_id"] else row["id_number"]) or ""


def _card(row: dict[str, Any]) -> CardShown:
    is_family = row["card__member_id"] is not None
    return CardShown(
        pk=row["card_id"],
        holder_id=row["card__talent_id"],
        holder_name=row["card__member__name" if is_family else "card__talent__profile__name"] or "",
        relation=row["card__member__relation"] or SELF,
        letter=row["card__tier__letter"],
        status=row["card__status"],
        expires_on=row["card__expires_on"],
    )


def _unknown(counter: Counter, slug: str, *, since: datetime) -> Facts:
    service = Subquery(Service.objects.filter(slug=slug).values("pk")[:1])
    row: Any = counter.partners.annotate(service=service, **lately(counter.partners, since)).order_by().get()
    if row.service is None:
        raise Service.DoesNotExist(slug)
    missed = {"missed": row.missed or 0, "missed_at": row.missed_at}
    return Facts(partner_id=row.pk, service_id=row.service, city_id=row.city_id, **missed)


def facts_of(check: Check) -> Facts:
    """What a check made earlier may still be shown with: the partner's steps, the card, the document's tail."""
    service: Any = check.service  # none only where the code was another's, and then there is nothing to show
    card: Any = check.card
    document: Any = card.member if card and card.member else None
    if document is None and check.holder_id:
        document = IdentityDocument.objects.filter(user=check.holder_id).current().first()
    is_consent_withdrawn = check.reason == Reason.NOT_ENTITLED and (
        withdrawn_for(service.slug, check.checked_at, tier=card.tier_id, holder=check.holder_id).exists()
    )
    return Facts(
        partner_id=check.partner_id,
        service_id=check.service_id,
        honoured=steps_of(check.partner_id, service.slug),
        card=card_shown(card) if card else None,
        proxy=_proxy(check_made=check, kind=check.code_kind),
        id_tail=id_tail(document.number) if document else None,
        has_photo=card is not None and Portrait.objects.accepted_of(card).exists(),
        is_consent_withdrawn=is_consent_withdrawn,
    )
