"""How does a window say that it has read what it must know, and how does a drill reach it and end?"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import Role
from portal.notifications.outbox import notify
from portal.notifications.texts import in_both_languages
from portal.workflow.engine import Refusal, refuse_unless

from ..models import Acknowledgement, Drill, DrillAnswer, PartnerService, Window
from .drills import ANSWER_WITHIN
from .instructions import version_of
from .querysets import with_wording
from .rules import may_acknowledge, may_answer

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def acknowledge(row: PartnerService, windows: Collection[Window], *, version: str, by: "User") -> None:
    """A row for each window; one that this person has acknowledged before stays as it is.

    `version` is what was read. Raises `Refusal` where something else stands there by now, and with the codes of
    `may_acknowledge`.
    """
    now = with_wording(PartnerService.objects.filter(pk=row.pk)).get()
    refuse_unless(may_acknowledge(by, now, windows))
    if version_of(now) != version:
        raise Refusal("changed", _("It was changed while you were reading. Please read it again."))
    for window in windows:
        Acknowledgement.objects.get_or_create(
            window=window,
            service=now.service,
            version=version,
            staff=by,
            defaults={"acknowledged_at": timezone.now()},
        )


@transaction.atomic
def send_drill(row: PartnerService, window: Window, *, is_eligible: bool) -> Drill:
    """An invented card for this window, its staff told of it. Nothing else in the portal knows the card."""
    now = timezone.now()
    times = {"sent_at": now, "due_at": now + ANSWER_WITHIN}
    drill = Drill.objects.create(window=window, service=row.service, is_eligible=is_eligible, **times)
    told = get_user_model().objects.filter(
        is_active=True, memberships__role=Role.DESK_STAFF, memberships__partner=window.partner_id
    )
    about = {
        "service": in_both_languages(row.service),
        "partner": in_both_languages(window),
        "minutes": int(ANSWER_WITHIN.total_seconds() // 60),
        "url": reverse("services:desk-drill-card", args=[drill.public_id]),
    }
    notify(told.distinct().order_by("pk"), "drill_sent", context=about, key=f"drill:{drill.public_id}")
    return drill


@transaction.atomic
def answer_drill(drill: Drill, *, outcome: str, by: "User") -> DrillAnswer:
    """Raises `Refusal` with the codes of `may_answer`; of two at once the database keeps the first."""
    now = timezone.now()
    found = Drill.objects.select_related("window__partner", "answer").get(pk=drill.pk)
    refuse_unless(may_answer(by, found, now))
    return DrillAnswer.objects.create(drill=found, outcome=outcome, staff=by, answered_at=now)
