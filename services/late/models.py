"""What was done at a counter with no network, and delivered when there was one again?"""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..partners.enums import Outcome
from .enums import Conflict
from .querysets import LateUses


class LateUse(models.Model):
    """One thing that a desk kept and delivered: beside its check, with the time it was done, when and by whom it came.
    An emergency that was treated first says why.

    With a conflict there is no use: what was given is not lost and does not count. Append-only.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    check_made = models.OneToOneField(
        "services.Check", models.PROTECT, related_name="late", verbose_name=_("eligibility check")
    )
    partner = models.ForeignKey(
        "accounts.Partner", models.PROTECT, related_name="+", verbose_name=_("partner"), db_index=False
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    conflict = models.CharField(_("why it does not count"), max_length=20, choices=Conflict, blank=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("delivered by")
    )
    delivered_at = models.DateTimeField(_("delivered at"))
    reason = models.CharField(_("why it was entered later"), max_length=200, blank=True, default="", db_default="")

    objects: ClassVar = LateUses.as_manager()

    class Meta:
        verbose_name = _("use delivered later")
        verbose_name_plural = _("uses delivered later")
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("partner", "-id"), name="late_use_of_partner"),
            models.Index(fields=("-id",), condition=~Q(conflict=""), name="late_use_in_conflict"),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def done_at(self) -> datetime:
        """When it was done at the counter, by the clock there; needs `check_made` to be selected to cost no query."""
        return self.check_made.checked_at

    @property
    def was_offline(self) -> bool:
        """Kept by a browser or a file under a key of its own; an emergency that was treated first has none."""
        return self.check_made.idempotency_key is not None
