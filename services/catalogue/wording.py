"""How is what a tier gets said in a few words?"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.catalogue.enums import Family, Period
from services.catalogue.models import Entitlement, Service


def limit_words(entitlement: Entitlement, service: Service) -> str:
    """How often: “once a year”, “12 uses a year”, “any number of times”; “available” for what is not counted."""
    if not entitlement.is_allowed:
        return _("not entitled")
    if entitlement.limit is None and entitlement.period == Period.VISIT:
        return _("at each visit")
    if entitlement.limit is None:
        return _("any number of times") if service.limit_unit else _("available")
    patterns = ONCE if entitlement.limit == 1 else OFTEN
    words = {"limit": entitlement.limit, "unit": service.limit_unit}
    return str(patterns[Period(entitlement.period)]() % words)


ONCE = {
    Period.YEAR: lambda: _("once a year"),
    Period.STAGE: lambda: _("once per child and school stage"),
    Period.ONCE: lambda: _("once"),
}
OFTEN = {
    Period.YEAR: lambda: _("%(limit)s %(unit)s a year"),
    Period.STAGE: lambda: _("%(limit)s %(unit)s per child and school stage"),
    Period.ONCE: lambda: _("%(limit)s %(unit)s in all"),
}


def company_words(entitlement: Entitlement) -> str:
    """Who comes along or is entitled too; empty for the holder alone."""
    parts = []
    if entitlement.companions:
        count = entitlement.companions
        parts.append(ngettext("with %(count)s companion", "with up to %(count)s companions", count) % {"count": count})
    if entitlement.family != Family.NONE:
        parts.append(str(Family(entitlement.family).label))
    return _("; ").join(parts)


def amount_words(entitlement: Entitlement) -> str:
    """A fixed sum, as “4,000 yuan”; empty where there is none."""
    if entitlement.amount_yuan is None:
        return ""
    whole = entitlement.amount_yuan == entitlement.amount_yuan.to_integral_value()
    return _("%(amount)s yuan") % {"amount": f"{entitlement.amount_yuan:,.{0 if whole else 2}f}"}


def summary_words(entitlement: Entitlement, service: Service) -> str:
    """Everything about one entitlement in one line; “available” only where there is nothing else to say."""
    limit = limit_words(entitlement, service)
    if not entitlement.is_allowed:
        return limit
    more = [company_words(entitlement), entitlement.note]
    if limit == _("available") and any(more):
        limit = ""
    return " · ".join(filter(None, [amount_words(entitlement), limit, *more]))
