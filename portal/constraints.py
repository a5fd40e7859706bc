"""Which constraints say that two columns are set together or not at all."""

from django.db.models import CheckConstraint, Q


def set_together(moment: str, person: str, *, table: str) -> CheckConstraint:
    """`moment` and `person` (an `_at`/`_by` pair) of `table` are both null or both set."""
    both = Q(**{f"{moment}__isnull": False, f"{person}__isnull": False})
    none = Q(**{f"{moment}__isnull": True, f"{person}__isnull": True})
    return CheckConstraint(condition=both | none, name=f"{table}_{moment}_with_by")
