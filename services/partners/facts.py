"""What must be known to answer a check: one SELECT from the code to the holder, the card, the tier and what is used."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.card.actions import index_of
from accounts.card.enums import FOR_ONE_PURPOSE, CodeKind
from accounts.models import Card, Consent, IdentityDocument, LiveCode, Partner, Portrait
from accounts.portrait.querysets import is_accepted_for
from portal.masking import id_tail
from portal.prepared import Given, Prepared

from ..catalogue.enums import Period
from ..catalogue.family import SELF
from ..models import Allowance, Check, Entitlement, PartnerService, ProxyCode, Service
from .counter import PLACES, Counter
from .enums import Reason
from .guesses import WINDOW, lately
from .households import grant_of, used_by_household

CODE = ("pk", "kind", "used_at", "ended_at", "expires_at")
HONOURED = ("instructions_zh", "instructions_en", "payer_zh", "payer_en")
STEPS = ("desk_steps_zh", "desk_steps_en")
GRANT = ("is_allowed", "limit", "period", "companions", "family")
COUNTED_PERIODS = frozenset({Period.YEAR, Period.ONCE})


@dataclass(frozen=True, kw_only=True)
class CodeShown:
    """The code that was shown; `is_for_here` False where it was made for another service or kind of partner."""

    pk: int
    kind: str
    used_at: datetime | None
    ended_at: datetime | None
    expires_at: datetime
    is_for_here: bool

    @property
    def is_used_up_by_a_check(self) -> bool:
        """A live code alone; the others are good until they end."""
        return self.kind in {CodeKind.LIVE, CodeKind.PROXY}


@dataclass(frozen=True, kw_only=True)
class CardShown:
    """The card behind the code, and what a counter may see of whom it names: the holder, or a `relation` of theirs."""

    pk: int
    holder_id: int
    holder_name: str
    letter: str
    status: str
    expires_on: date
    relation: str = SELF


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`honoured` is None where the service is not the partner's, `grant` where the tier has no row for it;
    `is_consent_withdrawn` where the tier gives the service and a withdrawn consent alone stands in the way."""

    partner_id: int
    service_id: int | None
    city_id: int | None = None  # where the partner is
    honoured: dict[str, str] | None = None
    code: CodeShown | None = None
    card: CardShown | None = None
    grant: dict[str, Any] | None = None
    used: int = 0
    id_tail: str | None = None
    has_photo: bool = False
    proxy: str | None = None  # the name of whose phone showed the code, if not the holder's
    is_consent_withdrawn: bool = False
    missed: int = 0  # unknown codes from this partner within the hour before, and when the last
    missed_at: datetime | None = None

    @property
    def left(self) -> int | None:
        """Uses left in the running period; None where the service is not counted."""
        if not self.grant or self.grant["limit"] is None or self.grant["period"] not in COUNTED_PERIODS:
            return None
        return max(0, int(self.grant["limit"]) - self.used)


def period_key(period: str, at: datetime) -> str:
    """Under which key a use of that moment counts: the year in Shanghai, or `once`."""
    return str(timezone.localdate(at).year) if period == Period.YEAR else period


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


def _known(by: str) -> QuerySet[Any, Any]:
    service = Service.objects.filter(slug=Given("slug")).order_by()
    partner = Partner.objects.filter(**{by: Given("place", PLACES[by])}, is_active=True).order_by()
    granted = Entitlement.objects.filter(service__slug=Given("slug"), tier=OuterRef("card__tier")).order_by()
    used = Allowance.objects.filter(holder=OuterRef("card__talent"), service__slug=Given("slug")).order_by()
    document = IdentityDocument.objects.filter(user=OuterRef("card__talent"), replaced_at=None).order_by("-id")
    at, tier = Given("at", DateTimeField()), OuterRef(OuterRef("card__tier"))
    lacking = withdrawn_for(Given("slug"), at, tier=tier, holder=OuterRef("card__talent"))
    shown = LiveCode.objects.filter(code_index=Given("index")).order_by()
    return shown.values(
        "pk",
        "kind",
        "used_at",
        "ended_at",
        "expires_at",
        "partner_kind",
        "service_slug",
        "area_slug",
        "card_id",
        "card__talent_id",
        "card__talent__profile__name",
        "card__member_id",
        "card__member__name",
        "card__member__relation",
        "card__member__number",
        "card__tier__letter",
        "card__status",
        "card__expires_on",
        partner_id=Subquery(partner.values("pk")[:1]),
        partner_city_id=Subquery(partner.values("city")[:1]),
        service_id=Subquery(service.values("pk")[:1]),
        honoured=Subquery(_honoured(partner.values("pk"), Given("slug"))),
        grant=Subquery(granted.values(row=grant_of(*GRANT, holder=OuterRef(OuterRef("card__talent"))))[:1]),
        used_this_year=Subquery(used.filter(period=Given("year")).values("used")[:1]),
        used_once=Subquery(used.filter(period=Period.ONCE).values("used")[:1]),
        id_number=Subquery(document.values("number")[:1]),
        is_consent_withdrawn=Exists(lacking),
        has_photo=is_accepted_for(Portrait.objects.all(), "card"),
        **lately(partner, Given("since", DateTimeField())),
    )


KNOWN = {by: Prepared(partial(_known, by)) for by in PLACES}


def withdrawn_for(slug: Any, at: Any, *, tier: Any, holder: Any) -> QuerySet[Any]:
    """The withdrawn consent that the service needs, where the tier gives the service."""
    given = Entitlement.objects.filter(service__slug=slug, tier=tier, is_allowed=True)
    return Consent.objects.withdrawn(at).filter(user=holder, purpose__in=given.values("service__consent"))


def _honoured(partners: Any, slug: Any) -> QuerySet[Any, Any]:
    columns = {name: name for name in HONOURED} | {name: f"service__{name}" for name in STEPS}
    here = PartnerService.objects.filter(partner__in=partners, service__slug=slug, is_active=True)
    return here.order_by().values_list(JSONObject(**columns), flat=True)[:1]


def _unknown(counter: Counter, slug: str, *, since: datetime) -> Facts:
    service = Subquery(Service.objects.filter(slug=slug).values("pk")[:1])
    row: Any = counter.partners.annotate(service=service, **lately(counter.partners, since)).order_by().get()
    if row.service is None:
        raise Service.DoesNotExist(slug)
    missed = {"missed": row.missed or 0, "missed_at": row.missed_at}
    return Facts(partner_id=row.pk, service_id=row.service, city_id=row.city_id, **missed)


def facts_of(check: Check) -> Facts:
    """What a check made earlier may still be shown with: the partner's steps, the card, the document's tail."""
    here = Partner.objects.filter(pk=check.partner_id).values("pk")
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
        honoured=next(iter(_honoured(here, service.slug)), None),
        card=card_shown(card) if card else None,
        proxy=_proxy(check_made=check, kind=check.code_kind),
        id_tail=id_tail(document.number) if document else None,
        has_photo=card is not None and Portrait.objects.accepted_of(card).exists(),
        is_consent_withdrawn=is_consent_withdrawn,
    )


def card_shown(card: Card) -> CardShown:
    """What a counter may see of a card that is `shown()`."""
    return CardShown(
        pk=card.pk,
        holder_id=card.talent_id,
        holder_name=card.name,
        relation=card.member.relation if card.member else SELF,
        letter=card.tier.letter,
        status=card.status,
        expires_on=card.expires_on,
    )
