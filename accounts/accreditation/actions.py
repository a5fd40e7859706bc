"""How a talent begins an application and chooses the criteria; everything later is a step of the flow."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from policies.models import Criterion, Tier
from portal.audit.chain import append
from portal.workflow.engine import Refusal, start
from portal.workflow.table import no

from ..models import ApplicationCriterion
from .enums import EDITABLE
from .models import Application
from .rules import NO_CRITERION, PROFILE_INCOMPLETE

if TYPE_CHECKING:
    from ..people.models import User

ALREADY_OPEN = no("already_open", _("You already have an open application."))
OF_OTHER_TIER = no("criterion_of_other_tier", _("Choose criteria of the tier you apply for."))


@transaction.atomic
def begin(talent: "User", tier: Tier, criteria: Iterable[Criterion] = ()) -> Application:
    """A draft for `tier` in the city of the profile.

    Raises `Refusal` with `profile_incomplete`, `already_open` or `criterion_of_other_tier`.
    """
    if not talent.has_complete_profile:
        raise Refusal.of(PROFILE_INCOMPLETE)
    application = Application(talent=talent, tier=tier, city=talent.profile.city)
    try:
        with transaction.atomic():
            start(application, by=talent)
    except IntegrityError as error:
        raise Refusal.of(ALREADY_OPEN) from error
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
        raise Refusal.of(NO_CRITERION)
    if any(criterion.tier_id != application.tier_id for criterion in wanted):
        raise Refusal.of(OF_OTHER_TIER)
    application.chosen.exclude(criterion__in=wanted).delete()
    for criterion in wanted:
        ApplicationCriterion.objects.get_or_create(application=application, criterion=criterion)
    append(application, "criteria_chosen", by=by, fields=("criteria",))
