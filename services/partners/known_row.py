"""One SELECT from the code to the holder, the card, the tier and what is used."""

from functools import partial
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accounts.models import Consent, IdentityDocument, LiveCode, Partner, Portrait
from accounts.portrait.querysets import is_accepted_for
from portal.prepared import Given, Prepared

from ..catalogue.enums import Period
from ..models import Allowance, Entitlement, PartnerService, Service
from .counter import PLACES
from .guesses import lately
from .households import grant_of

HONOURED = ("instructions_zh", "instructions_en", "payer_zh", "payer_en")
STEPS = ("desk_steps_zh", "desk_steps_en")
GRANT = ("is_allowed", "limit", "period", "companions", "family")


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


def steps_of(partner_id: int, slug: str) -> dict[str, str] | None:
    """What the partner wrote for the service, and the catalogue; None where the service is not the partner's."""
    return next(iter(_honoured(Partner.objects.filter(pk=partner_id).values("pk"), slug)), None)
