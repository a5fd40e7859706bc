"""Whose turn is it with a case of being turned away, and until when? Derived from status and days, never stored."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal import working_days

from .models import TurnedAwayStatus

if TYPE_CHECKING:
    from .models import TurnedAway

EXPLAIN_DAYS = 1  # the partner's
ANSWER_DAYS = 1  # then the bureau's
CALL_BACK_DAYS = 5


class Who(models.TextChoices):
    PARTNER = "partner", _("the partner explains")
    BUREAU = "bureau", _("the bureau answers")
    CALLER = "caller", _("the bureau calls back")
    NOBODY = "nobody", _("done")


@dataclass(frozen=True)
class Turn:
    """`due_on` is the last day, inclusive; `is_late` once it has gone by. `has_lapsed`: it is the bureau's since the
    partner did not explain in time."""

    who: Who
    due_on: date | None
    is_late: bool
    has_lapsed: bool = False


def is_partner_late(case: "TurnedAway", today: date) -> bool:
    """The day to explain has gone by: from then on the case is the bureau's, without anybody passing it on."""
    return case.status == TurnedAwayStatus.OPEN and case.due_on is not None and case.due_on < today


def turn_of(case: "TurnedAway", today: date) -> Turn:
    """Whose turn it is on `today`."""
    if is_partner_late(case, today):
        return _turn(Who.BUREAU, working_days.add(case.due_on or today, ANSWER_DAYS), today, has_lapsed=True)
    who = {
        TurnedAwayStatus.OPEN: Who.PARTNER,
        TurnedAwayStatus.EXPLAINED: Who.BUREAU,
        TurnedAwayStatus.ANSWERED: Who.CALLER,
    }
    return _turn(who.get(TurnedAwayStatus(case.status), Who.NOBODY), case.due_on, today)


def _turn(who: Who, due_on: date | None, today: date, *, has_lapsed: bool = False) -> Turn:
    return Turn(who, due_on, due_on is not None and due_on < today, has_lapsed)
