"""How a report of being turned away is answered."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Notice, Transition, Workflow, register

from . import rules
from .models import TurnedAwayStatus
from .notices import about, talent

TURNED_AWAY = register(
    Workflow(
        name="turned_away",
        model="services.TurnedAway",
        events={"report": _("Reported")},
        transitions=(
            Transition(
                name="answer",
                label=_("Answer"),
                public_label=_("Answered by the bureau"),
                source=(TurnedAwayStatus.OPEN,),
                target=TurnedAwayStatus.ANSWERED,
                who=rules.answers,
                needs_reason=True,
                notify=(Notice("turned_away_answered", to=talent, context=about),),
                clears_deadline=True,
            ),
        ),
    )
)
