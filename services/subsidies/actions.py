"""How the parts of a granted subsidy come into being."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from portal.workflow.engine import start

from .models import HomeSubsidy, Instalment
from .rules import halves

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def plan(subsidy: HomeSubsidy, *, granted_on: date, by: "User") -> list[Instalment]:
    """Write the two halves of `subsidy`, planned from `granted_on`; no fund is charged."""
    parts = [
        Instalment(request=subsidy.request, number=number, amount_yuan=amount, planned_on=day)
        for number, (amount, day) in enumerate(halves(subsidy.amount_yuan, granted_on), start=1)
    ]
    for part in parts:
        start(part, by=by, action="plan")
    return parts
