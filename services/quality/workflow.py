"""How a case of being turned away is explained, answered and settled with a call to the talent."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Notice, Transition, Workflow, register

from . import rules
from .models import UNANSWERED, UNFINISHED, TurnedAwayStatus
from .notices import about, about_for_desk, about_for_officers, about_lapse, city_officers, desk_staff, liaisons, talent
from .turns import ANSWER_DAYS, CALL_BACK_DAYS

TURNED_AWAY = register(
    Workflow(
        name="turned_away",
        model="services.TurnedAway",
        events={"report": _("Reported"), "refuse": _("Recorded as refused at the counter")},
        transitions=(
            Transition(
                name="explain",
                label=_("Explain"),
                public_label=_("Explained by the partner"),
                source=(TurnedAwayStatus.OPEN,),
                target=TurnedAwayStatus.EXPLAINED,
                who=rules.explains,
                needs_reason=True,
                notify=(
                    Notice("turned_away_explained", to=talent, context=about),
                    Notice("turned_away_explained_officer", to=city_officers, context=about_for_officers),
                ),
                deadline_days=ANSWER_DAYS,
            ),
            Transition(
                name="lapse",
                label=_("Tell that nobody explained in time"),
                public_label=_("Not explained in time: now with the bureau"),
                source=(TurnedAwayStatus.OPEN,),
                target=None,
                who=rules.is_clock,
                guard=rules.has_lapsed,
                effect="services.quality.effects.lapsed",
                notify=(
                    Notice("turned_away_lapsed_officer", to=city_officers, context=about_lapse),
                    Notice("turned_away_lapsed_desk", to=liaisons, context=about_for_desk),
                ),
            ),
            Transition(
                name="answer",
                label=_("Answer"),
                public_label=_("Answered by the bureau"),
                source=UNANSWERED,
                target=TurnedAwayStatus.ANSWERED,
                who=rules.answers,
                guard=rules.is_bureaus_turn,
                needs_reason=True,
                notify=(
                    Notice("turned_away_answered", to=talent, context=about),
                    Notice("turned_away_answered_desk", to=desk_staff, context=about_for_desk),
                ),
                deadline_days=CALL_BACK_DAYS,
            ),
            Transition(
                name="settle",
                label=_("Record the call back"),
                public_label=_("Settled after a call"),
                source=(TurnedAwayStatus.ANSWERED,),
                target=TurnedAwayStatus.SETTLED,
                who=rules.answers,
                needs_reason=True,
                effect="services.quality.effects.called",
                form="services.quality.call.CallForm",
                notify=(Notice("turned_away_settled", to=talent, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="withdraw",
                label=_("Withdraw"),
                public_label=_("Withdrawn: the counter took its refusal back"),
                source=UNFINISHED,
                target=TurnedAwayStatus.WITHDRAWN,
                who=rules.is_portal,
                notify=(Notice("turned_away_withdrawn", to=talent, context=about),),
                clears_deadline=True,
            ),
        ),
    )
)
