"""How does a number of `portal.counting.at_most` read? `99+` where there are more; words stay."""

from django import template

from portal.counting import MOST

register = template.Library()


@register.filter
def capped(count: int | str) -> str:
    return str(count) if isinstance(count, str) or count <= MOST else f"{MOST}+"
