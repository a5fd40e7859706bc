"""How a photo comes to be shown at a counter, a row a step."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Notice, Transition, Workflow, register

from . import rules
from .enums import LIVE, PortraitStatus
from .notices import about, owner

FORGET = "accounts.portrait.actions.forget_file"

PORTRAIT = register(
    Workflow(
        name="portrait",
        model="accounts.Portrait",
        events={"ask": _("Sent")},
        transitions=(
            Transition(
                name="accept",
                label=_("Accept the photo"),
                public_label=_("Accepted; counters that check the card see it"),
                source=(PortraitStatus.WAITING,),
                target=PortraitStatus.ACCEPTED,
                who=rules.decides,
                guard=rules.has_card,
                before="accounts.portrait.actions.make_room",
                form="accounts.portrait.forms.AcceptForm",
                notify=(Notice("portrait_accepted", to=owner, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="refuse",
                label=_("Refuse the photo"),
                public_label=_("Refused; the photo is deleted"),
                source=(PortraitStatus.WAITING,),
                target=PortraitStatus.REFUSED,
                who=rules.decides,
                needs_reason=True,
                effect=FORGET,
                notify=(Notice("portrait_refused", to=owner, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="replace",
                label=_("Replace the photo"),
                public_label=_("Another photo took its place"),
                source=LIVE,
                target=PortraitStatus.REPLACED,
                who=rules.another_comes,
                effect=FORGET,
                clears_deadline=True,
            ),
            Transition(
                name="remove",
                label=_("Remove the photo"),
                public_label=_("Removed by the holder"),
                source=LIVE,
                target=PortraitStatus.WITHDRAWN,
                who=rules.is_owner,
                effect=FORGET,
                clears_deadline=True,
            ),
        ),
    )
)
