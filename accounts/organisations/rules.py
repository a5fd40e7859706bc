"""Who may be given a standing, and by whom (pure: reads, never writes)?"""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from policies.authorities.enums import Level
from portal.workflow.table import Verdict, no, yes

from .enums import OFFICIAL_ROLES, PARTNER_ROLES, Role

if TYPE_CHECKING:
    from accounts.people.models import User

LEVELS = {Role.CITY_OFFICER: Level.CITY, Role.PROVINCE_OFFICER: Level.PROVINCE}  # the others stand on either level
PLACES = dict.fromkeys(PARTNER_ROLES, "partner") | {Role.EMPLOYER_STAFF: "employer"}


def place_of(role: str) -> str:
    """The column that names the place of a role; officials stand at an authority."""
    return "authority" if role in OFFICIAL_ROLES else PLACES[Role(role)]


def may_stand(user: "User", role: str, place: Any, *, by: "User") -> Verdict:
    """Whether `by` may give `user` the role at the place, and why not."""
    if user.pk == by.pk:
        return _not_ones_own()
    if not user.is_active:
        return no("closed_account", _("This account is closed."))
    if user.applications.exists() or user.cards.exists():
        return no("talent", _("This account has applied as a talent. For work, the person registers another e-mail."))
    if role in LEVELS and place.level != LEVELS[Role(role)]:
        return no("wrong_level", _("A city officer belongs to a city, a province officer to the province."))
    if not getattr(place, "is_active", True):
        return no("closed_place", _("This partner is switched off."))
    if user.memberships.filter(role=role, **{place_of(role): place}).exists():
        return no("already", _("This account has this membership already."))
    return yes()


def may_be_removed(user: "User", *, by: "User") -> Verdict:
    return _not_ones_own() if user.pk == by.pk else yes()


def _not_ones_own() -> Verdict:
    return no("own_membership", _("Nobody changes their own memberships. Ask another policy administrator."))
