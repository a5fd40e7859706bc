"""Why does what was done at a counter not count, now that it has been delivered?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..partners.enums import Reason


class Conflict(models.TextChoices):
    """A reason of a check, or what keeps a use from being recorded."""

    UNKNOWN_CODE = Reason.UNKNOWN_CODE.value, Reason.UNKNOWN_CODE.label
    EXPIRED = Reason.EXPIRED.value, _("The code was not good at that time")
    OTHER_SITE = Reason.OTHER_SITE.value, Reason.OTHER_SITE.label
    CARD_SUSPENDED = Reason.CARD_SUSPENDED.value, _("The card was suspended at that time")
    CARD_REVOKED = Reason.CARD_REVOKED.value, _("The card was revoked by that time")
    CARD_EXPIRED = Reason.CARD_EXPIRED.value, _("The card had expired by that time")
    SERVICE_NOT_YOURS = Reason.SERVICE_NOT_YOURS.value, Reason.SERVICE_NOT_YOURS.label
    NOT_ENTITLED = Reason.NOT_ENTITLED.value, Reason.NOT_ENTITLED.label
    ALLOWANCE_USED_UP = Reason.ALLOWANCE_USED_UP.value, _("The allowance was used up by somebody else first")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("The holder has withdrawn the consent that this service needs")
    IDENTITY_NOT_SEEN = "identity_not_seen", _("No identity document was seen")
    CHILD_NOT_NAMED = "child_not_named", _("It counts for each child, and the child's own card was not shown")
    STAGE_MISSING = "stage_missing", _("It counts for each school stage, and no stage was named")
    TOO_MANY_COMPANIONS = "too_many_companions", _("The card does not give that many companions")
    TOO_LATE = "check_too_old", _("It was delivered more than 24 hours later")
