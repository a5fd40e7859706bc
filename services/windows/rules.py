"""Who pairs a window, who sits down at it, and which PINs are too easy (pure: reads, never writes)?"""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from accounts.organisations.enums import Role
from portal.workflow.table import Verdict, no, yes

from ..models import DeskPin, Liaison, Window, WindowShift

if TYPE_CHECKING:
    from accounts.models import User

DIGITS = 6
LATELY = timedelta(days=30)
ONE_AFTER_ANOTHER = "01234567890123456789"


def is_liaison(user: "User", partner: Partner) -> bool:
    """Whether the account is entered with one of the partner's liaisons, and still works at its desk."""
    named = Liaison.objects.filter(partner=partner, account=user)
    return user.has_role(Role.DESK_STAFF, partner) and named.exists()


def may_pair(user: "User", partner: Partner) -> Verdict:
    if getattr(user, "shift", None) is not None:
        return no("by_pin", _("Sign in with your own account for this."))
    if not is_liaison(user, partner):
        return no("not_liaison", _("Only a liaison of this partner pairs its windows."))
    return yes()


def is_too_easy(pin: str) -> bool:
    """One digit, one after another up or down, and two or three that are repeated."""
    repeats = any(pin == pin[:length] * (DIGITS // length) for length in (1, 2, 3))
    return repeats or pin in ONE_AFTER_ANOTHER or pin in ONE_AFTER_ANOTHER[::-1]


def may_be_set(pin: str, former: DeskPin | None) -> Verdict:
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        return no("not_six_digits", _("A PIN has six digits."))
    if is_too_easy(pin):
        return no("too_easy", _("This PIN is guessed too easily. Choose another."))
    if former and check_password(pin, former.pin):
        return no("same_as_before", _("This is the PIN you had. Choose another."))
    return yes()


def sitters(partner: Partner) -> QuerySet[DeskPin]:
    """The staff of a partner's desk who have a PIN, by name."""
    there = {"staff__memberships__role": Role.DESK_STAFF, "staff__memberships__partner": partner}
    return DeskPin.objects.filter(staff__is_active=True, **there).order_by("name", "pk")


def tiles(window: Window) -> QuerySet[DeskPin]:
    """The same for one window: who sat there lately stands first, however many the partner has."""
    lately = WindowShift.objects.filter(
        staff=OuterRef("staff"), pairing__window=window, began_at__gt=timezone.now() - LATELY
    )
    return sitters(window.partner).annotate(lately=Exists(lately)).order_by("-lately", "name", "pk")
