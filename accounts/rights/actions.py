"""How a person takes everything away, and how the account is deleted: at once, whole, and provably."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.chain import append
from portal.notifications.outbox import send_to_address
from portal.personal_data.erase import forget_person
from portal.personal_data.export import archive_of
from portal.workflow.engine import Refusal, perform

from ..accreditation.models import Application
from ..card.models import Card
from ..family.enums import OPEN
from ..family.models import FamilyMember
from ..people.sessions import end_sessions
from ..portrait.models import Portrait
from . import erase, papers
from .leaving import ROOMS
from .seal import person_of, seal_applications, seal_family

if TYPE_CHECKING:
    from ..people.models import User

FAREWELL = timedelta(days=1)


def export(user: "User", *, by: "User") -> Iterator[bytes]:
    """The pieces of a ZIP with everything the data maps name; that it was taken stands in the history."""
    with transaction.atomic():
        append(user, "data_exported", by=by)
    return archive_of(user)


def delete_account(user: "User", *, by: "User") -> None:
    """Everything of the person goes in one transaction; what the law keeps is sealed in it.

    Raises `Refusal` with `not_a_talent`, `already_deleted` or `just_decided`; then nothing is changed.
    """
    with papers.sealed(user) as names, transaction.atomic():
        _end_cases(user)
        now = _locked(user)
        _refuse_unless_free(now)
        person = person_of(now)
        for room in ROOMS:
            room.erase(now, person)
        _seal(now, person, names)
        _erase(now)
        append(now, "account_deleted", by=by, locked=True)


def _refuse_unless_free(user: "User") -> None:
    if user.erased_at is not None:
        raise Refusal("already_deleted", _("This account is deleted already."))
    if not user.is_talent:
        raise Refusal("not_a_talent", _("The account of an office or of a partner is ended by that office or partner."))


def _end_cases(user: "User") -> None:
    """What is open ends by its flow, with its history. Cases are locked before the account, as in any step."""
    for application in Application.objects.filter(talent=user).open().order_by("pk"):
        perform(application, "withdraw", by=user)
    for member in FamilyMember.objects.filter(sponsor=user, status__in=OPEN).order_by("pk"):
        perform(member, "withdraw", by=user)
    for portrait in Portrait.objects.filter(owner=user).live().order_by("-pk"):  # as `accept` locks them
        perform(portrait, "remove", by=user)
    for card in Card.objects.own(user).current().order_by("pk"):
        perform(card, "cancel", by=user)
    for room in ROOMS:
        room.end(user)


def _locked(user: "User") -> "User":
    """Harder than `lock()`: who is just writing a row about the person is waited for, and who comes later waits, to be
    refused by the triggers (`accounts/triggers.py`)."""
    return user.__class__._base_manager.select_for_update(of=("self",)).get(pk=user.pk)


def _seal(user: "User", person: dict, names: dict[int, str]) -> None:
    files = papers.needed(user)
    if {file.pk for file in files} != set(names):
        raise Refusal("just_decided", _("A decision on your application has just been made. Please try again."))
    seal_applications(user, person, names, files)
    seal_family(user, person, names, files)


def _erase(user: "User") -> None:
    addresses, email, language = erase.addresses_of(user), user.email, user.language
    erase.erase_evidence(user)
    forget_person(user, addresses=addresses)
    erase.erase_profile(user)
    erase.erase_family(user)
    erase.erase_codes(user)
    erase.erase_account(user)
    end_sessions(user)
    key = f"account_deleted:{user.public_id}"
    send_to_address("email", email, "account_deleted", context={}, key=key, language=language, lifetime=FAREWELL)
