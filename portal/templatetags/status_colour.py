"""Which colour a status has, the same on every page."""

from django import template

register = template.Library()

COLOURS = {
    "ok": {"active", "approved", "granted", "served", "eligible", "ready", "answered", "confirmed", "sent", "settled"},
    "warn": {"returned", "postponed", "suspended", "open", "ask_liaison"},
    "bad": {"refused", "declined", "revoked", "not_eligible", "unreadable", "overdue", "quarantined"},
    "still": {"draft", "withdrawn", "expired", "replaced", "cancelled", "ended", "undone"},
}
COLOUR_OF = {status: colour for colour, statuses in COLOURS.items() for status in statuses}


@register.filter
def status_colour(status: str) -> str:
    """`ok`, `warn`, `bad`, `still`, or nothing (ice blue: on its way) for a status this table does not name."""
    return COLOUR_OF.get(str(status), "")
