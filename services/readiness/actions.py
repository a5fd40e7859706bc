"""How does a window say that it has read what it must know?"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.workflow.engine import Refusal

from ..models import Acknowledgement, PartnerService, Window
from .instructions import version_of
from .querysets import with_wording
from .rules import may_acknowledge

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def acknowledge(row: PartnerService, windows: Collection[Window], *, version: str, by: "User") -> None:
    """A row for each window; one that this person has acknowledged before stays as it is.

    `version` is what was read. Raises `Refusal` where something else stands there by now, and with the codes of
    `may_acknowledge`.
    """
    now = with_wording(PartnerService.objects.filter(pk=row.pk)).get()
    if not (verdict := may_acknowledge(by, now, windows)):
        raise Refusal(verdict.code, verdict.message)
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
