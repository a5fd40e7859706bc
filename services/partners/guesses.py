"""What happens to a partner that sends codes nobody has? After a while it is slowed, and province and auditor are told.

Counted in the rows that were written for the answers, so that an emptied cache forgets nothing. Once `LIMIT` codes
within an hour were unknown, each further one makes the partner wait: for `PAUSE` no code of that partner is looked
at, whatever it is. Were genuine codes let through meanwhile, the refusal itself would be the answer to a guess, and
guessing as fast as before. Nobody is shut out by it: a mistyping nurse does not come near the limit, and one at whose
partner somebody guesses tries the same code again after five seconds, twelve times while it lives. The guesser has
720 tries an hour left, among 32**10 codes of which each lives for a minute.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Max, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.guessing import LIMIT, PAUSE
from portal.notifications.outbox import notify
from portal.notifications.texts import in_both_languages

from ..models import Check
from .enums import Reason

TOLD = (Role.PROVINCE_OFFICER, Role.AUDITOR)
SAID = _("Too many codes that nobody has came from here. Wait five seconds, then scan the code again.")


class Slowed(Exception):
    """The partner has to wait; nothing was looked at and nothing is written."""


def lately(partners: QuerySet[Partner], since: Any) -> dict[str, Subquery]:
    """How many unknown codes the partner sent after `since` and when the last, as parts of another statement."""
    missed = Check.objects.filter(partner__in=partners.values("pk"), reason=Reason.UNKNOWN_CODE, checked_at__gt=since)
    of_partner = missed.order_by().values("partner")
    return {
        "missed": Subquery(of_partner.annotate(missed=Count("pk")).values("missed")[:1]),
        "missed_at": Subquery(of_partner.annotate(last=Max("checked_at")).values("last")[:1]),
    }


def refuse_if_slowed(missed: int, missed_at: datetime | None, *, now: datetime) -> None:
    """Raises `Slowed` while a partner with so many unknown codes, the last at `missed_at`, has to wait."""
    if missed >= LIMIT and missed_at and now - missed_at < PAUSE:
        raise Slowed


def report_if_many(partner_id: int, missed: int) -> None:
    """Tell the province's officers, who call the partner, and the auditors, who watch over what is looked up: once for
    a partner and an hour, that `missed` codes were unknown."""
    if missed < LIMIT:
        return
    partner, now = Partner.objects.select_related("city").get(pk=partner_id), timezone.now()
    told = get_user_model().objects.filter(is_active=True, memberships__role__in=TOLD)
    about = {"partner": in_both_languages(partner), "city": in_both_languages(partner.city), "count": missed}
    notify(
        told.distinct().order_by("pk"),
        "codes_guessed",
        context=about | {"url": f"{reverse('admin:services_check_changelist')}?unknown={partner.slug}"},
        key=f"codes_guessed:{partner.public_id}:{now:%Y%m%d%H}",
    )
