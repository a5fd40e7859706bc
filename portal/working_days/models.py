"""Which days differ from the published calendar, as an official entered them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingDayOverride(models.Model):
    """One day on which the office works or rests other than the calendar of the `holidays` package says."""

    day = models.DateField(_("day"), unique=True, help_text=_("For example 2027-02-06, a make-up working Saturday."))
    is_working = models.BooleanField(
        _("is a working day"), help_text=_("Ticked: the office works. Not ticked: it rests.")
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("For example the number of the State Council's notice.")
    )

    class Meta:
        ordering = ("-day",)
        verbose_name = _("working-day override")
        verbose_name_plural = _("working-day overrides")

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """What its history knows it by."""
        return self.day.isoformat()
