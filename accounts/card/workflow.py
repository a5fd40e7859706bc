"""How a card lives after it is issued."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Notice, Transition, Workflow, register

from . import rules
from .enums import CURRENT, CardStatus
from .notices import about, about_end, about_for_office, holder, office

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
                label=_("I have found it"),
                public_label=_("Found again by the holder"),
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
                effect="accounts.family.actions.end_family",
                notify=(Notice("card_revoked", to=holder, context=about),),
            ),
            Transition(
                name="replace",
                label=_("Replace the card"),
                public_label=_("Replaced by a new card"),
                source=CURRENT,
                target=CardStatus.REPLACED,
                who=rules.replaced_by_decision,
                effect="accounts.family.actions.end_family",
                notify=(Notice("card_replaced", to=holder, context=about),),
            ),
            Transition(
                name="renew",
                label=_("Renew the card"),
                public_label=_("Renewed by the holder"),
                source=CURRENT,
                target=CardStatus.REPLACED,
                who=rules.is_holder,
                guard=rules.is_renewable,
                effect="accounts.card.renewal.renew",
                form="accounts.card.forms.RenewForm",
            ),
            Transition(
                name="cancel_by_office",
                label=_("Cancel the card"),
                public_label=_("Cancelled by the office"),
                source=CURRENT,
                target=CardStatus.CANCELLED,
                who=rules.may_revoke,
                effect="accounts.card.cancelling.cancel",
                form="accounts.card.forms.CancelForm",
                notify=(Notice("card_ended", to=holder, context=about_end),),
            ),
            Transition(
                name="come_back",
                label=_("I am back"),
                public_label=_("Given again: the holder is back"),
                source=(CardStatus.CANCELLED,),
                target=None,
                who=rules.is_holder,
                guard=rules.may_come_back,
                effect="accounts.card.renewal.give_again",
                notify=(Notice("card_back_officer", to=office, context=about_for_office),),
            ),
            Transition(
                name="reinstate",
                label=_("Give the card again"),
                public_label=_("Given again by the office"),
                source=(CardStatus.CANCELLED,),
                target=None,
                who=rules.may_revoke,
                guard=rules.may_be_given_again,
                needs_reason=True,
                effect="accounts.card.renewal.give_again",
            ),
            Transition(
                name="end_with_holder",
                label=_("End it with the holder's card"),
                public_label=_("Ended with the holder's own card"),
                source=CURRENT,
                target=CardStatus.CANCELLED,
                who=rules.ends_with_holder,
                effect="accounts.card.cancelling.end_with_holder",
            ),
            Transition(
                name="cancel",
                label=_("Cancel the card"),
                public_label=_("Cancelled by the holder"),
                source=CURRENT,
                target=CardStatus.CANCELLED,
                who=rules.is_holder,
                effect="accounts.family.actions.end_family",
                notify=(Notice("card_cancelled", to=holder, context=about),),
            ),
        ),
    )
)
