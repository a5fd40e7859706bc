"""How a talent begins an application and chooses the criteria; everything later is a step of the flow."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from policies.models import Criterion, Tier
from portal.audit.chain import append
from portal.workflow.engine import Refusal, start

from ..models import ApplicationCriterion
from .enums import EDITABLE
from .models import Application

if TYPE_CHECKING:
    from ..people.models import User


@transaction.atomic
def begin(talent: "User", tier: Tier, criteria: Iterable[Criterion] = ()) -> Application:
    """A draft for `tier` in the city of the profile.

    Raises `Refusal` with `profile_incomplete`, `already_open` or `criterion_of_other_tier`.
    """
    if not talent.has_complete_profile:
        raise Refusal(
            "profile_incomplete", _("Fill in your profile first: name, identity document, employer and city.")
        )
    application = Application(talent=talent, tier=tier, city=talent.profile.city)
    try:
        with transaction.atomic():
            start(application, by=talent)
    except IntegrityError as error:
        raise Refusal("already_open", _("You already have an open application.")) from error
    if criteria:
        choose(application, criteria, by=talent)
    return application


@transaction.atomic
def choose(application: Application, criteria: Iterable[Criterion], *, by: "User") -> None:
    """Claim exactly these criteria; evidence for a criterion that is given up stays until it is removed.

    Raises `Refusal` with `wrong_status`, `no_criterion` or `criterion_of_other_tier`.
    """
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    wanted = list(criteria)
    if application.status not in EDITABLE:
        raise Refusal("wrong_status", _("The application can be changed only as a draft or after it was returned."))
    if not wanted:
        raise Refusal("no_criterion", _("Choose at least one criterion."))
    if any(criterion.tier_id != application.tier_id for criterion in wanted):
        raise Refusal("criterion_of_other_tier", _("Choose criteria of the tier you apply for."))
    application.chosen.exclude(criterion__in=wanted).delete()
    for criterion in wanted:
        ApplicationCriterion.objects.get_or_create(application=application, criterion=criterion)
    append(application, "criteria_chosen", by=by, fields=("criteria",))
