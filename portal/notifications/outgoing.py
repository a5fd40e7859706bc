"""What it takes to send a message, and no more: they are many."""

import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from .models import digest

if TYPE_CHECKING:
    from .querysets import OutboxQuerySet


class Outgoing(NamedTuple):
    """A row of the outbox and where its reader is reached; `lease` is of the row or, `is_begun`, of a whole batch."""

    pk: int
    key: str
    channel: str
    template: str
    language: str
    particulars: str
    sealed: dict[str, Any] | None
    tries: int
    user_id: int | None
    email: str | None
    phone: str | None
    has_verified: bool
    reads: str | None
    lease: uuid.UUID
    is_begun: bool

    @property
    def public_id(self) -> str:
        return digest(self.key)


DERIVED = {
    "particulars": Cast("context", TextField()),  # as JSON: where many say the same, it is read once
    "has_verified": Q(user__phone_verified_at__isnull=False),
}
ROW = (
    *("pk", "key", "channel", "template", "language", "particulars", "sealed", "tries", "user_id"),
    *("user__email", "user__phone", "has_verified", "user__language"),
)


def read(rows: "OutboxQuerySet", lease: uuid.UUID, *, is_begun: bool = False) -> list[Outgoing]:
    """In one query."""
    return [Outgoing._make((*row, lease, is_begun)) for row in rows.annotate(**DERIVED).values_list(*ROW)]
