"""How a card for somebody of the family is asked for and decided, a row a step."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Notice, Transition, Workflow, register

from . import rules
from .enums import OPEN, MemberStatus
from .notices import about, about_for_office, office, sponsor

FAMILY_MEMBER = register(
    Workflow(
        name="family_member",
        model="accounts.FamilyMember",
        events={"ask": _("Asked for")},
        transitions=(
            Transition(
                name="ask_again",
                label=_("Send it again"),
                public_label=_("Corrected and sent again"),
                source=(MemberStatus.RETURNED,),
                target=MemberStatus.ASKED,
                who=rules.is_sponsor,
                guard=rules.is_given,
                notify=(Notice("family_asked_officer", to=office, context=about_for_office),),
                deadline_days=5,
            ),
            Transition(
                name="withdraw",
                label=_("Withdraw"),
                public_label=_("Withdrawn by the holder"),
                source=OPEN,
                target=MemberStatus.WITHDRAWN,
                who=rules.is_sponsor,
                clears_deadline=True,
            ),
            Transition(
                name="accept",
                label=_("Accept, and issue the card"),
                public_label=_("Accepted; the card is issued"),
                source=(MemberStatus.ASKED,),
                target=MemberStatus.ACCEPTED,
                who=rules.decides,
                guard=rules.is_given,
                effect="accounts.family.actions.issue_card",
                form="accounts.family.forms.AcceptForm",
                notify=(Notice("family_accepted", to=sponsor, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="return",
                label=_("Return for correction"),
                public_label=_("Returned for correction"),
                source=(MemberStatus.ASKED,),
                target=MemberStatus.RETURNED,
                who=rules.decides,
                needs_reason=True,
                notify=(Notice("family_returned", to=sponsor, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="refuse",
                label=_("Issue no card"),
                public_label=_("No card was issued"),
                source=(MemberStatus.ASKED,),
                target=MemberStatus.REFUSED,
                who=rules.decides,
                needs_reason=True,
                notify=(Notice("family_refused", to=sponsor, context=about),),
                clears_deadline=True,
            ),
        ),
    )
)
