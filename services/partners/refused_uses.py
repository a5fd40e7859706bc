"""Why is what became of a check not recorded, or not taken back? One table of what the desk and the API are told."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.engine import Refusal

WRITING = {
    "no_holder": _("This check found no card: scan a new code."),
    "not_shown": _("The card was looked up by telephone: scan or type the code the holder shows."),
    "check_too_old": _("This check is older than 24 hours: scan a new code."),
    "not_eligible": _("The answer was no: it cannot be recorded as served."),
    "consent_withdrawn": _("The holder has withdrawn the consent that this service needs."),
    "reason_missing": _("Say why it was refused."),
    "too_many_companions": _("The card does not give that many companions."),
    "identity_not_seen": _("Look at an identity document first, and tick that you have seen it."),
    "child_not_named": _("This counts for each child: scan the code of the child's own family card."),
    "stage_missing": _("This counts for each school stage: say which one it is for."),
    "allowance_used_up": _("The allowance is used up."),
    "already_recorded": _("What became of this check is already recorded."),
}
UNDOING = {
    "reason_missing": _("Say why it is undone."),
    "too_late": _("This can no longer be undone here. Call the responsible bureau."),
    "already_undone": _("This has already been undone."),
}


def not_written(code: str) -> Refusal:
    return Refusal(code, WRITING[code])


def not_undone(code: str) -> Refusal:
    return Refusal(code, UNDOING[code])
