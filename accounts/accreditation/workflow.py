"""How an application moves: the whole life of an accreditation, a row a step."""

from django.utils.translation import gettext_lazy as _

from portal.workflow.table import Notice, Transition, Workflow, register

from . import rules
from .enums import OPEN, Status
from .notices import about, about_for_officers, case_officer, city_officers, province_officers, talent

APPLICATION = register(
    Workflow(
        name="application",
        model="accounts.Application",
        events={
            "criteria_chosen": _("Criteria chosen"),
            "evidence_added": _("Document added"),
            "evidence_removed": _("Document removed"),
        },
        transitions=(
            Transition(
                name="submit",
                label=_("Submit"),
                public_label=_("Submitted"),
                source=(Status.DRAFT, Status.RETURNED),
                target=Status.SUBMITTED,
                who=rules.is_owner,
                guard=rules.is_complete,
                effect="accounts.accreditation.effects.begin_round",
                notify=(
                    Notice("application_submitted", to=talent, context=about),
                    Notice("application_submitted_officer", to=city_officers, context=about_for_officers),
                ),
                deadline_days=2,
            ),
            Transition(
                name="withdraw",
                label=_("Withdraw"),
                public_label=_("Withdrawn by the applicant"),
                source=OPEN,
                target=Status.WITHDRAWN,
                who=rules.is_owner,
                notify=(
                    Notice("application_withdrawn", to=talent, context=about),
                    Notice("application_withdrawn_officer", to=case_officer, context=about_for_officers),
                ),
                clears_deadline=True,
            ),
            Transition(
                name="accept",
                label=_("Accept"),
                public_label=_("Accepted by the city"),
                source=(Status.SUBMITTED,),
                target=Status.ACCEPTED,
                who=rules.is_responsible,
                effect="accounts.accreditation.effects.take",
                notify=(Notice("application_accepted", to=talent, context=about),),
                deadline_days=5,
            ),
            Transition(
                name="forward",
                label=_("Pass and forward to the province"),
                public_label=_("Passed by the city, forwarded to the province"),
                source=(Status.ACCEPTED,),
                target=Status.FORWARDED,
                who=rules.is_responsible,
                guard=rules.is_for_province,
                effect="accounts.accreditation.effects.release",
                notify=(
                    Notice("application_forwarded", to=talent, context=about),
                    Notice("application_forwarded_officer", to=province_officers, context=about_for_officers),
                ),
                deadline_days=10,
            ),
            Transition(
                name="approve",
                label=_("Approve"),
                public_label=_("Approved"),
                source=(Status.ACCEPTED, Status.FORWARDED),
                target=Status.APPROVED,
                who=rules.decides,
                effect="accounts.card.actions.issue",
                notify=(Notice("application_approved", to=talent, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="return",
                label=_("Return for correction"),
                public_label=_("Returned for correction"),
                source=(Status.SUBMITTED, Status.ACCEPTED, Status.FORWARDED),
                target=Status.RETURNED,
                who=rules.is_responsible,
                needs_reason=True,
                notify=(Notice("application_returned", to=talent, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="refuse",
                label=_("Refuse"),
                public_label=_("Refused"),
                source=(Status.ACCEPTED, Status.FORWARDED),
                target=Status.REFUSED,
                who=rules.decides,
                needs_reason=True,
                notify=(Notice("application_refused", to=talent, context=about),),
                clears_deadline=True,
            ),
            Transition(
                name="hand_over",
                label=_("Hand over to a colleague"),
                public_label=_("Handed over within the office"),
                source=(Status.SUBMITTED, Status.ACCEPTED, Status.FORWARDED),
                target=None,
                who=rules.is_responsible,
                effect="accounts.accreditation.effects.hand_over",
                form="accounts.accreditation.forms.HandOverForm",
                notify=(Notice("application_handed_over", to=case_officer, context=about_for_officers),),
            ),
        ),
    )
)
