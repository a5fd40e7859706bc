"""What must be known to answer a check: one SELECT from the code to the holder, the card, the tier and what is used."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.card.actions import index_of
from accounts.models import Card, Consent, IdentityDocument, LiveCode, Partner
from portal.masking import id_tail

from ..catalogue.enums import Period
from ..models import Allowance, Check, Entitlement, PartnerService, Service
from .enums import Reason

HONOURED = ("instructions_zh", "instructions_en", "payer_zh", "payer_en")
STEPS = ("desk_steps_zh", "desk_steps_en")
GRANT = ("is_allowed", "limit", "period", "companions")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`honoured` is None where the service is not the partner's, `grant` where the tier has no row for it;
    `is_consent_withdrawn` where the tier gives the service and a withdrawn consent alone stands in the way."""

    partner_id: int
    service_id: int | None
    honoured: dict[str, str] | None = None
    code: LiveCode | None = None
    card: Card | None = None
    grant: dict[str, Any] | None = None
    used: int = 0
    is_consent_withdrawn: bool = False
    id_tail: str | None = None

    @property
    def left(self) -> int | None:
        """Uses left in the running period; None where the service is not counted."""
        if not self.grant or self.grant["limit"] is None or self.grant["period"] not in COUNTED_PERIODS:
            return None
        return max(0, int(self.grant["limit"]) - self.used)


COUNTED_PERIODS = frozenset({Period.YEAR, Period.ONCE})
Partners = QuerySet[Partner]


def period_key(period: str) -> str:
    """Under which key a use of today counts: the year in Shanghai, or `once`."""
    return str(timezone.localdate().year) if period == Period.YEAR else period


def facts_for(partners: Partners, slug: str, code: str, *, at: datetime) -> Facts:
    """Everything about `code` shown for service `slug` at the one partner in `partners` (one statement, two where
    the code is unknown), with the consents as they stood `at`. Raises `Service.DoesNotExist` for an unknown slug."""
    row = _known(partners, slug, index_of(code), at).first() if code else None
    if row is None:
        return _unknown(partners, slug)
    if row.service is None:
        raise Service.DoesNotExist(slug)
    grant = row.grant
    used = row.used_this_year if grant and grant["period"] == Period.YEAR else row.used_once
    tail = id_tail(row.id_number) if row.id_number else None
    return Facts(
        partner_id=row.partner,
        service_id=row.service,
        honoured=row.honoured,
        code=row,
        card=row.card,
        grant=grant,
        used=used or 0,
        is_consent_withdrawn=row.is_consent_withdrawn,
        id_tail=tail,
    )


def _known(partners: Partners, slug: str, index: str, at: datetime) -> QuerySet[Any]:
    granted = Entitlement.objects.filter(service__slug=slug, tier=OuterRef("card__tier"))
    used = Allowance.objects.filter(holder=OuterRef("card__talent"), service__slug=slug)
    lacking = withdrawn_for(slug, at, tier=OuterRef(OuterRef("card__tier")), holder=OuterRef("card__talent"))
    document = IdentityDocument.objects.filter(user=OuterRef("card__talent"), replaced_at=None)
    return (
        LiveCode.objects.filter(code_index=index)
        .select_related("card__tier", "card__talent__profile")
        .annotate(
            partner=Subquery(partners.values("pk")[:1]),
            service=Subquery(Service.objects.filter(slug=slug).values("pk")[:1]),
            honoured=Subquery(_honoured(partners, slug)),
            grant=Subquery(granted.order_by().values(row=JSONObject(**{name: name for name in GRANT}))[:1]),
            used_this_year=Subquery(used.filter(period=period_key(Period.YEAR)).order_by().values("used")[:1]),
            used_once=Subquery(used.filter(period=Period.ONCE).order_by().values("used")[:1]),
            is_consent_withdrawn=Exists(lacking),
            id_number=Subquery(document.order_by("-id").values("number")[:1]),
        )
        .order_by()
    )


def withdrawn_for(slug: str, at: datetime, *, tier: Any, holder: Any) -> QuerySet[Any]:
    """The withdrawn consent that the service needs, where the tier gives the service."""
    given = Entitlement.objects.filter(service__slug=slug, tier=tier, is_allowed=True)
    return Consent.objects.withdrawn(at).filter(user=holder, purpose__in=given.values("service__consent"))


def _honoured(partners: Partners, slug: str) -> QuerySet[Any, Any]:
    columns = {name: name for name in HONOURED} | {name: f"service__{name}" for name in STEPS}
    here = PartnerService.objects.filter(partner__in=partners.values("pk"), service__slug=slug, is_active=True)
    return here.order_by().values_list(JSONObject(**columns), flat=True)[:1]


def _unknown(partners: Partners, slug: str) -> Facts:
    row = partners.annotate(service=Subquery(Service.objects.filter(slug=slug).values("pk")[:1])).order_by().get()
    if row.service is None:
        raise Service.DoesNotExist(slug)
    return Facts(partner_id=row.pk, service_id=row.service)


def facts_of(check: Check) -> Facts:
    """What a check made earlier may still be shown with: the partner's steps, the card, the document's tail."""
    here = Partner.objects.filter(pk=check.partner_id)
    service: Any = check.service  # none only where the code was another's, and then there is nothing to show
    document = IdentityDocument.objects.filter(user=check.holder_id).current().first() if check.holder_id else None
    card: Any = check.card
    is_consent_withdrawn = check.reason == Reason.NOT_ENTITLED and (
        withdrawn_for(service.slug, check.checked_at, tier=card.tier_id, holder=check.holder_id).exists()
    )
    return Facts(
        partner_id=check.partner_id,
        service_id=check.service_id,
        honoured=next(iter(_honoured(here, service.slug)), None),
        card=card,
        is_consent_withdrawn=is_consent_withdrawn,
        id_tail=id_tail(document.number) if document else None,
    )
