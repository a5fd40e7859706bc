"""Which shifts are going on, and which covered a moment?"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Membership
from accounts.organisations.enums import Role

if TYPE_CHECKING:
    from .models import WindowShift  # noqa: F401 - named in a string below


def longest() -> timedelta:
    return timedelta(seconds=settings.DESK_SHIFT_SECONDS)


class Shifts(QuerySet["WindowShift"]):
    def going_on(self) -> "Shifts":
        """Neither ended nor too long, at a window still paired, of somebody still there whose PIN is the same."""
        staff = Membership.objects.filter(
            user=OuterRef("staff"), role=Role.DESK_STAFF, partner=OuterRef("pairing__window__partner")
        )
        return self.filter(
            Exists(staff),
            ended_at=None,
            began_at__gt=timezone.now() - longest(),
            pairing__ended_at=None,
            pairing__window__is_active=True,
            pairing__window__partner__is_active=True,
            staff__is_active=True,
            staff__desk_pin__set_at__lte=F("began_at"),
        )

    def covering(self, moment: datetime) -> "Shifts":
        """A shift that nobody ended is over after its longest time all the same."""
        is_in_time = Q(ended_at__gte=moment) | Q(ended_at=None)
        return self.filter(is_in_time, began_at__lte=moment, began_at__gt=moment - longest())
