"""At which counter is a card shown? Named by the partner, or by the system of the partner that calls."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, CharField, QuerySet

from accounts.models import Partner

PLACES: dict[str, Any] = {"clients__client": CharField(), "pk": BigIntegerField()}
"""The columns of a partner by which a counter may be named."""


@dataclass(frozen=True)
class Counter:
    """Where a card is shown: the one active partner whose column `by` is `value`, not yet read."""

    by: str
    value: Any

    @property
    def partners(self) -> QuerySet[Partner]:
        return Partner.objects.filter(**{self.by: self.value}, is_active=True)


def of_client(client_id: Any) -> Counter:
    """The counter of the partner whose system calls."""
    return Counter("clients__client", client_id)


def at(partner: Partner) -> Counter:
    return Counter("pk", partner.pk)
