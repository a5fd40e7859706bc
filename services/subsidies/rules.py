"""How much a home purchase subsidy is, in which parts (pure: reads, never writes)."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from accounts.people.enums import Degree
from portal.workflow.table import Verdict, no, yes

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Instalment

# Demonstration measure on home purchase (示例政策汇编), with the amounts of Harbin's home subsidy; in yuan.
AMOUNT_BY_DEGREE = {
    Degree.DOCTORATE: Decimal(100_000),
    Degree.MASTER: Decimal(50_000),
    Degree.BACHELOR: Decimal(30_000),
}
MONTHS_BETWEEN = 12


def amount_for(degree: str, price_yuan: Decimal) -> Decimal | None:
    """The subsidy in yuan, never above the price; None where the degree gives none."""
    amount = AMOUNT_BY_DEGREE.get(Degree(degree)) if degree else None
    return None if amount is None else min(amount, price_yuan)


def halves(amount_yuan: Decimal, granted_on: date) -> list[tuple[Decimal, date]]:
    """Two parts that add up to the fen: the first on the day of the grant, the second twelve months later."""
    first = (amount_yuan / 2).quantize(Decimal("0.01"))
    return [(first, granted_on), (amount_yuan - first, a_year_after(granted_on))]


def a_year_after(day: date) -> date:
    """The same day of the next year; 28 February for a 29th."""
    return date(day.year + 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def pays(user: "User", instalment: "Instalment") -> Verdict:
    request = instalment.request
    if request.talent_id != user.pk and user.has_role(Role.CITY_OFFICER, request.city):
        return yes()
    return no("not_allowed", _("The officers of the city in which the subsidy was granted do this."))


def is_due(user: "User", instalment: "Instalment") -> Verdict:
    if instalment.planned_on <= timezone.localdate():
        return yes()
    return no("not_due", _("This part is not due yet."))
