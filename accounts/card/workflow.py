"""How a card lives after it is issued."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Notice, Transition, Workflow, register

from . import rules
from .enums import CURRENT, CardStatus
from .notices import about, holder

CARD = register(
    Workflow(
        name="card",
        model="accounts.Card",
        transitions=(
            Transition(
                name="suspend",
                label=_("Suspend the card"),
                public_label=_("Suspended by the holder"),
                source=(CardStatus.ACTIVE,),
                target=CardStatus.SUSPENDED,
                who=rules.is_holder,
                notify=(Notice("card_suspended", to=holder, context=about),),
            ),
            Transition(
                name="lift",
                label=_("Lift the suspension"),
                public_label=_("Suspension lifted by the holder"),
                source=(CardStatus.SUSPENDED,),
                target=CardStatus.ACTIVE,
                who=rules.is_holder,
                notify=(Notice("card_lifted", to=holder, context=about),),
            ),
            Transition(
                name="revoke",
                label=_("Revoke the card"),
                public_label=_("Revoked by the office"),
                source=CURRENT,
                target=CardStatus.REVOKED,
                who=rules.may_revoke,
                needs_reason=True,
                notify=(Notice("card_revoked", to=holder, context=about),),
            ),
            Transition(
                name="replace",
                label=_("Replace the card"),
                public_label=_("Replaced by a new card"),
                source=CURRENT,
                target=CardStatus.REPLACED,
                who=rules.replaced_by_decision,
                notify=(Notice("card_replaced", to=holder, context=about),),
            ),
            Transition(
                name="cancel",
                label=_("Cancel the card"),
                public_label=_("Cancelled by the holder"),
                source=CURRENT,
                target=CardStatus.CANCELLED,
                who=rules.is_holder,
                notify=(Notice("card_cancelled", to=holder, context=about),),
            ),
        ),
    )
)
