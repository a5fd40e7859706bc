"""Which days count as working days: the State Council's calendar, corrected in the admin."""

from portal.working_days.calendar import add, among, between, is_working, kinds

__all__ = ["add", "among", "between", "is_working", "kinds"]
