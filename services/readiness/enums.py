"""On which days are weekly hours kept?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Day(models.TextChoices):
    """A day of the week, or a public holiday on whatever day of the week it falls."""

    MONDAY = "mon", _("Monday")
    TUESDAY = "tue", _("Tuesday")
    WEDNESDAY = "wed", _("Wednesday")
    THURSDAY = "thu", _("Thursday")
    FRIDAY = "fri", _("Friday")
    SATURDAY = "sat", _("Saturday")
    SUNDAY = "sun", _("Sunday")
    HOLIDAY = "holiday", _("Public holiday")


WEEK = (Day.MONDAY, Day.TUESDAY, Day.WEDNESDAY, Day.THURSDAY, Day.FRIDAY, Day.SATURDAY, Day.SUNDAY)  # as date.weekday()
