"""When may evidence be added or taken away? (pure: reads, never writes)"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Verdict, no, yes

from ..accreditation.enums import EDITABLE
from ..accreditation.rules import is_owner
from .models import EvidenceFile
from .problems import TOO_MANY_FILES, what_to_do

if TYPE_CHECKING:
    from policies.catalogue.models import Criterion

    from ..accreditation.models import Application
    from ..people.models import User

WRONG_STATUS = no("wrong_status", _("Evidence can be changed only while the application is with you."))
NOT_CHOSEN = no("criterion_not_chosen", _("Choose this criterion in the application first."))


def may_change(user: "User", application: "Application") -> Verdict:
    """The applicant, while the application is a draft or was returned."""
    verdict = is_owner(user, application)
    if verdict.ok and application.status not in EDITABLE:
        return WRONG_STATUS
    return verdict


def is_chosen(criterion: "Criterion", application: "Application") -> Verdict:
    if application.chosen.filter(criterion=criterion).exists():
        return yes()
    return NOT_CHOSEN


def has_room(application: "Application", files: int) -> Verdict:
    """Whether `files` more fit into the application."""
    held = EvidenceFile.objects.filter(evidence__application=application).count()
    if held + files <= settings.EVIDENCE_MAX_FILES:
        return yes()
    return full()


def full() -> Verdict:
    return no(TOO_MANY_FILES, what_to_do(TOO_MANY_FILES))
