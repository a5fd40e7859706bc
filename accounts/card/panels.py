"""What an officer sees first of cards: for whom of a family one is asked, and which photos wait."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.admin_site import Panel, PanelRow, register_panel
from portal.counting import at_most
from portal.signed_in import account_of

from ..accreditation.rules import DECIDED_BY_CITY
from ..family.enums import MemberStatus
from ..family.models import FamilyMember
from ..organisations.enums import Role
from ..portrait.enums import PortraitStatus
from ..portrait.models import Portrait


def cards(request: HttpRequest) -> Panel:
    """What lies with this officer's own office, a line for each kind of question."""
    mine = _decided_by(account_of(request))
    asked = FamilyMember.objects.filter(mine, status=MemberStatus.ASKED)
    waiting = Portrait.objects.filter(mine, status=PortraitStatus.WAITING)
    rows = (
        PanelRow(_("Family cards to decide"), _list("familymember", MemberStatus.ASKED), at_most(asked)),
        PanelRow(_("Photos to look at"), _list("portrait", PortraitStatus.WAITING), at_most(waiting)),
    )
    return Panel(_("Cards"), rows)


def _decided_by(user: Any) -> Q:
    """Of holders about whom a city decides, if it is the officer's; of all others, if the officer is the province's."""
    by_city = Q(application__tier__decided_by=DECIDED_BY_CITY)
    own = by_city & Q(city__in=user.places_as(Role.CITY_OFFICER))
    return own | ~by_city if user.has_role(Role.PROVINCE_OFFICER) else own


def _list(model: str, status: str) -> str:
    return f"{reverse(f'admin:accounts_{model}_changelist')}?status__exact={status}"


def register() -> None:
    """Called when the app is ready."""
    for role in (Role.CITY_OFFICER, Role.PROVINCE_OFFICER):
        register_panel(role, cards)
