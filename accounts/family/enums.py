"""Who of a family may have a card, and which states the question passes through."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Relation(models.TextChoices):
    """What the person is to the holder; the words of CONTRACT.md."""

    SPOUSE = "spouse", _("spouse")
    CHILD = "child", _("child")
    PARENT = "parent", _("parent")


class MemberStatus(models.TextChoices):
    ASKED = "asked", _("Asked for")
    RETURNED = "returned", _("Returned for correction")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (MemberStatus.ASKED, MemberStatus.RETURNED)
LIVE = (*OPEN, MemberStatus.ACCEPTED)
DECIDED = (MemberStatus.ACCEPTED, MemberStatus.REFUSED)
GROWN_UP = 18
GUARDED = 14
"""Full years: a child's card ends with the one, below the other a guardian's consent is kept."""
