"""How a request for a service moves, a row a step."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Notice, Transition, Workflow, register

from . import rules
from .enums import OPEN, RequestStatus
from .notices import about, about_for_desk, about_for_officers, city_officers, desk_staff, talent

REQUEST = register(
    Workflow(
        name="request",
        model="services.ServiceRequest",
        transitions=(
            Transition(
                name="submit",
                label=_("Submit"),
                public_label=_("Submitted"),
                source=(RequestStatus.DRAFT, RequestStatus.RETURNED),
                target=RequestStatus.SUBMITTED,
                who=rules.is_owner,
                guard=rules.may_ask,
                effect="services.requests.effects.submitted",
                notify=(
                    Notice("request_submitted", to=talent, context=about),
                    Notice("request_submitted_desk", to=desk_staff, context=about_for_desk),
                    Notice("request_submitted_officer", to=city_officers, context=about_for_officers),
                ),
                deadline_days=rules.answer_days,
            ),
            Transition(
                name="withdraw",
                label=_("Withdraw"),
                public_label=_("Withdrawn by the applicant"),
                source=OPEN,
                target=RequestStatus.WITHDRAWN,
                who=rules.is_owner,
                effect="services.requests.effects.release",
                notify=(
                    Notice("request_withdrawn", to=talent, context=about),
                    Notice("request_withdrawn_desk", to=desk_staff, context=about_for_desk),
                ),
                clears_deadline=True,
            ),
            Transition(
                name="grant",
                label=_("Grant"),
                public_label=_("Granted"),
                source=(RequestStatus.SUBMITTED,),
                target=RequestStatus.GRANTED,
                who=rules.answers,
                guard=rules.is_still_entitled,
                turn="services.requests.once.take_turns_to_grant",
                before="services.requests.once.refuse_second_grant",
                effect="services.requests.effects.deliver",
                form="services.requests.grant.GrantForm",
                notify=(Notice("request_granted", to=talent, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="return",
                label=_("Return for correction"),
                public_label=_("Returned for correction"),
                source=(RequestStatus.SUBMITTED,),
                target=RequestStatus.RETURNED,
                who=rules.answers,
                needs_reason=True,
                effect="services.requests.effects.returned",
                notify=(Notice("request_returned", to=talent, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="decline",
                label=_("Decline"),
                public_label=_("Declined"),
                source=(RequestStatus.SUBMITTED,),
                target=RequestStatus.DECLINED,
                who=rules.answers,
                needs_reason=True,
                effect="services.requests.effects.release",
                notify=(Notice("request_declined", to=talent, context=about),),
                clears_deadline=True,
            ),
        ),
    )
)
