"""Whose card is it, from a code that was shown or from the number printed on the card?"""

import re
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Card, Partner
from examples.verifier.address import FULL_WIDTH

from ..catalogue.enums import Family
from ..models import Allowance, Entitlement, PartnerService
from ..partners.checks import bare_code
from ..partners.counter import at
from ..partners.facts import CodeShown, Facts, card_shown
from ..partners.households import used_by_household
from ..partners.known_row import GRANT, withdrawn_for
from ..partners.look_up import facts_for
from ..partners.periods import period_key

NUMBER = re.compile(r"HLJ[0-9]{12}")
MOMENT = timedelta(minutes=1)


def facts_found(partner: Partner, slug: str, text: str, *, now: datetime, moment: datetime) -> Facts:
    """Everything about the code, or about the card of that number, if it was current at `moment` and its holder's
    account is not deleted since, with the allowance of `moment`'s year.

    `code` is None where neither is known. Raises `Service.DoesNotExist`.
    """
    number = re.sub(r"\s", "", text.translate(FULL_WIDTH)).upper()
    if not NUMBER.fullmatch(number):
        bare, is_ours = bare_code(text)
        return facts_for(at(partner), slug, bare if is_ours else "", at=now)
    unknown = facts_for(at(partner), slug, "", at=now)
    card = Card.objects.shown().current_at(moment).filter(number=number, talent__erased_at=None).first()
    return _facts_of(card, unknown, slug, now, moment) if card else unknown


def _facts_of(card: Card, known: Facts, slug: str, now: datetime, moment: datetime) -> Facts:
    granted = Entitlement.objects.filter(service__slug=slug, tier=card.tier).values(*GRANT).first()
    period = period_key(granted["period"], moment) if granted and granted["period"] else ""
    here = PartnerService.objects.filter(partner=known.partner_id, service__slug=slug, is_active=True)
    lacking = withdrawn_for(slug, moment, tier=card.tier_id, holder=card.talent_id)
    shown = CodeShown(pk=0, kind="", used_at=None, ended_at=None, expires_at=now + MOMENT, is_for_here=True)
    return Facts(
        partner_id=known.partner_id,
        service_id=known.service_id,
        city_id=known.city_id,
        honoured={} if here.exists() else None,
        code=shown,
        card=card_shown(card),
        grant=granted,
        used=_used(card, granted, known.service_id, period) if granted and period else 0,
        is_consent_withdrawn=lacking.exists(),
        missed=known.missed,
        missed_at=known.missed_at,
    )


def _used(card: Card, granted: dict[str, Any], service: Any, period: str) -> int:
    """Of what is given to the family by all of the household."""
    if granted["family"] != Family.NONE:
        return used_by_household(card.talent_id, service, period)
    own = Allowance.objects.filter(holder=card.talent_id, service=service, period=period)
    return own.values_list("used", flat=True).first() or 0
