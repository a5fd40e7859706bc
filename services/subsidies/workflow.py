"""How one part of a subsidy is confirmed, or ends because the talent has left."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Notice, Transition, Workflow, register

from . import rules
from .models import InstalmentStatus
from .notices import about, talent

INSTALMENT = register(
    Workflow(
        name="instalment",
        model="services.Instalment",
        events={"plan": _("Planned")},
        transitions=(
            Transition(
                name="confirm",
                label=_("Confirm for payment: still employed"),
                public_label=_("Confirmed for payment"),
                source=(InstalmentStatus.PLANNED,),
                target=InstalmentStatus.CONFIRMED,
                who=rules.pays,
                guard=rules.is_due,
                notify=(Notice("instalment_confirmed", to=talent, context=about),),
            ),
            Transition(
                name="end",
                label=_("End: no longer employed"),
                public_label=_("Ended"),
                source=(InstalmentStatus.PLANNED,),
                target=InstalmentStatus.ENDED,
                who=rules.pays,
                needs_reason=True,
                notify=(Notice("instalment_ended", to=talent, context=about),),
            ),
        ),
    )
)
