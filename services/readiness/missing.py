"""What has nobody entered for a partner yet, without which a holder comes in vain? For officials alone."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.admin_site import Panel, PanelRow, register_panel
from portal.counting import at_most

from ..models import Liaison, OpeningHours, PartnerService, Window
from ..partners.querysets import SANDBOX
from .liaisons import answering

WORDS = {  # what is missing, and what to do about it
    "has_window": (_("no window"), _("Enter each window at which the card is used: until then nobody there reads it.")),
    "has_liaison": (_("no liaison"), _("Enter whom holders and windows call.")),
    "has_account": (
        _("no liaison with an account"),
        _("Choose the account of a liaison who works at the desk: who pairs windows and explains refusals."),
    ),
    "has_hours": (_("no opening hours"), _("Enter the hours of each day: until then nobody reads whether it is open.")),
}


def with_missing(rows: QuerySet[Any], partner: str = "partner") -> QuerySet[Any]:
    """Each row knows of its `partner` whether it has what it needs; in the same statement."""
    here = OuterRef(partner)
    return rows.annotate(
        has_window=Exists(Window.objects.filter(partner=here, is_active=True)),
        has_liaison=Exists(Liaison.objects.filter(partner=here)),
        has_account=Exists(answering(here)),
        has_hours=Exists(OpeningHours.objects.filter(partner=here)),
    )


def only_missing(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of rows `with_missing`, those where something is."""
    return rows.exclude(Q(**dict.fromkeys(WORDS, True)))


def missing(row: Any) -> list[tuple[Any, Any]]:
    """What, and what to do; an account only once there is a liaison at all."""
    names = [name for name in WORDS if not getattr(row, name)]
    return [WORDS[name] for name in names if name != "has_account" or row.has_liaison]


def partners(request: HttpRequest) -> Panel:
    """What a policy administrator sees first."""
    honouring = Exists(PartnerService.objects.filter(partner=OuterRef("pk"), is_active=True))
    found = Partner.objects.filter(honouring, is_active=True).exclude(slug=SANDBOX)
    count = at_most(only_missing(with_missing(found, "pk")))
    address = f"{reverse('admin:services_partnerreadiness_changelist')}?missing=yes"
    row = PanelRow(_("Without window, liaison or hours"), address, count, "warn" if count else "")
    return Panel(_("Partners"), (row,))


def register() -> None:
    """Called when the app is ready."""
    register_panel(Role.POLICY_ADMIN, partners)
