"""How a service is delivered, how its limit is counted, and who besides the holder may use it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    COUNTER = "counter", _("at the counter, with the card")
    REQUEST = "request", _("on request")


class Period(models.TextChoices):
    """Over which span a limit is counted."""

    YEAR = "year", _("a year")
    STAGE = "stage", _("per child and school stage")
    VISIT = "visit", _("a visit")
    ONCE = "once", _("in all")
    NONE = "none", _("no limit")


class Family(models.TextChoices):
    """Who besides the holder is entitled too."""

    NONE = "none", _("the holder only")
    CHILDREN = "spouse_children", _("holder, spouse and minor children")
    PARENTS = "spouse_children_parents", _("holder, spouse, minor children and parents")
