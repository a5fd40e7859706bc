"""Which looks at the card does a holder see, and how was each made? At which desk and by which means; never who sat
there. A window is known where somebody had signed on by PIN, in the browser of a paired window, and where the key of a
partner's own system stands; else the key is named by its beginning, by which the partner finds the system.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Check, Use
from .enums import Channel

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

NEWEST_FIRST = ("-checked_at", "-id")  # by when it happened, also of what was delivered later
KEY_SHOWN = 8
BEHIND = (
    *("partner", "service", "card__member", "shift__pairing__window", "window", "late"),
    *("use__undone", "call_back__answer", "proxy_code__proxy"),
)


def looks_of(holder: "User") -> "QuerySet[Check]":
    """The looks at the cards of `holder` and the family, with all that is shown of each, in one statement."""
    return Check.objects.filter(holder=holder.pk).select_related(*BEHIND)


@dataclass(frozen=True)
class Look:
    """One look in words: the check, a line each of how it was made, and what was recorded after it, if anything."""

    check: Check
    lines: list[str]
    use: Use | None


def in_words(check: Check) -> Look:
    """Costs no statement for a check of `looks_of`."""
    lines = (_place(check), _means(check), _late(check), _again(check))
    return Look(check, [line for line in lines if line], found(check, "use"))


def found(check: Check, *path: str) -> Any:
    """What stands behind a check, step by step; None where there is no such row."""
    row: Any = check
    for name in path:
        row = getattr(row, name, None)
    return row


def _place(check: Check) -> str:
    if check.seat:
        return str(check.seat.name)
    if check.channel == Channel.API:
        return " · ".join([_("through the partner's own system"), *_key(check)])
    return _("at a counter of the partner") if is_offline(check) else _("on the partner's desk page")


def _key(check: Check) -> list[str]:
    return [_("key %(start)s…") % {"start": check.client[:KEY_SHOWN]}] if check.client else []


def is_offline(check: Check) -> bool:
    """Whether it was made without a network; an emergency that was treated first and entered later was not."""
    return bool(found(check, "late", "was_offline"))


def _means(check: Check) -> str:
    if found(check, "call_back"):
        answer = found(check, "call_back", "answer")
        return " · ".join([_("by telephone"), *([str(answer.get_answered_display())] if answer else [])])
    if proxy := found(check, "proxy_code", "proxy"):
        return _("on the phone of %(name)s") % {"name": proxy.name or "–"}
    return str(check.get_code_kind_display())


def _again(check: Check) -> str:
    return _("once more, after something was undone") if check.follows_id else ""


def _late(check: Check) -> str:
    if not (late := found(check, "late")):
        return ""
    said = (
        _("checked without a network, delivered %(time)s") if late.was_offline else _("treated first, entered %(time)s")
    )
    return said % {"time": date_format(timezone.localtime(late.delivered_at), "DATETIME_FORMAT")}
