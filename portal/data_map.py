"""Which columns of `portal` hold something about a person: why, on what basis, for how long.

Each app has such a file; `portal/data_map_check.py` finds every column that stands in none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from portal.kept_forms.person import digest_of

Owner = str | Callable[[Any], Q] | None
"""How the rows of a table lead to the person they are about: a path to the account, a question, or not at all."""
BY_OBJECT = "object_id"
"""The row names by type and public id what it is about, as the history does."""


@dataclass(frozen=True)
class Personal:
    """Why a personal column is kept, what law or consent allows it, and when it goes.

    `is_kept`: a number, a day, a sum or a code that stays when the account is deleted; all else goes at once.
    `is_given` False: a digest or a secret, which an export names and does not hand out.
    """

    purpose: str
    basis: str
    retention: str
    is_kept: bool = False
    is_given: bool = True


_POSTED = "Necessary for the service asked for (PIPL article 13.2)"
_UNTIL_BACK = "Two hours, or until the form is sent"

PERSONAL: dict[str, Personal] = {
    "IdempotencyKey.body": Personal(
        purpose="The same answer to a request that is sent twice",
        basis=_POSTED,
        retention="7 days, encrypted",
    ),
    "OutboxMessage.context": Personal(
        purpose="To tell a person what happened to an application, a card or a request",
        basis="Necessary for the service asked for (PIPL article 13.2)",
        retention="180 days after it was sent",
    ),
    "OutboxMessage.sealed": Personal(
        purpose="The address and the code of somebody who signs in or proves an address",
        basis="Necessary for the service asked for (PIPL article 13.2)",
        retention="Until sent, at most some minutes; encrypted",
        is_given=False,
    ),
    "InboxMessage.context": Personal(
        purpose="A person's own messages: which case, card, service and partner",
        basis="Necessary for the service asked for (PIPL article 13.2)",
        retention="As long as the account",
    ),
    "InboxMessage.read_at": Personal(
        purpose="To show a person what is new",
        basis="Necessary for the service asked for (PIPL article 13.2)",
        retention="As long as the account",
    ),
    "Reason.text": Personal(
        purpose="Why a step was taken, in the words of the one who took it",
        basis="Duty by law: a decision gives its reasons (PIPL article 13.3)",
        retention="as long as the case; erased with it, the history keeps only its id",
    ),
    "History.object_id": Personal(
        purpose="Which case or account a step belongs to, by its public id; beside it who took the step, likewise",
        basis="Duty by law: every decision is provable (PIPL article 13.3)",
        retention="for ever; it leads to nobody once the account or case is erased",
        is_kept=True,
    ),
    "KeptForm.person": Personal("Giving a form back to whoever filled it in", _POSTED, _UNTIL_BACK, is_given=False),
    "KeptForm.fields": Personal("A form whose session had ended is not lost", _POSTED, f"{_UNTIL_BACK}, encrypted"),
    "KeptFile.name": Personal("A form whose session had ended is not lost", _POSTED, _UNTIL_BACK),
    "KeptFile.content": Personal("A form whose session had ended is not lost", _POSTED, _UNTIL_BACK),
}
OWNER: dict[str, Owner] = {
    "IdempotencyKey": lambda user: Q(scope__startswith=f"{user.public_id} "),
    "OutboxMessage": "user",
    "InboxMessage": "user",
    "Reason": BY_OBJECT,
    "History": BY_OBJECT,
    "KeptForm": lambda user: Q(person=digest_of(user)),
    "KeptFile": lambda user: Q(form__person=digest_of(user)),
}
NOT_PERSONAL: set[str] = {
    "IdempotencyKey.scope",
    "IdempotencyKey.key",
    "IdempotencyKey.body_hash",
    "IdempotencyKey.created_at",
    "Heartbeat.name",
    "Heartbeat.beat_at",
    "InboxMessage.key",
    "InboxMessage.template",
    "InboxMessage.created_at",
    "OutboxBatch.messages",
    "OutboxBatch.leased_until",
    "OutboxMessage.key",
    "OutboxMessage.channel",
    "OutboxMessage.template",
    "OutboxMessage.language",
    "OutboxMessage.state",
    "OutboxMessage.leased_until",
    "OutboxMessage.next_attempt_at",
    "OutboxMessage.expires_at",
    "OutboxMessage.last_error",
    "OutboxMessage.created_at",
    "OutboxMessage.sent_at",
    "OutboxMessage.quarantined_at",
    "PeriodicRun.job",
    "PeriodicRun.slot",
    "PeriodicRun.started_at",
    "PeriodicRun.finished_at",
    "History.object_type",
    "History.action",
    "History.from_status",
    "History.to_status",
    "History.at",
    "History.fields",
    "History.prev_hash",
    "History.hash",
    "Reason.object_type",
    "Reason.object_id",
    "Reason.action",
    "Reason.at",
    "Seal.entries",
    "Seal.prev_head",
    "Seal.head",
    "Seal.jws",
    "Seal.sealed_at",
    "KeptForm.path",
    "KeptForm.created_at",
    "KeptFile.field",
    "KeptFile.content_type",
    "WorkingDayOverride.day",
    "WorkingDayOverride.note",
}
