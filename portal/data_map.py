"""Which columns of `portal` hold something about a person: why, on what basis, for how long.

Each app has such a file; `portal/data_map_check.py` finds every column that stands in none.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Personal:
    """Why a personal column is kept, what law or consent allows it, and when it goes."""

    purpose: str
    basis: str
    retention: str


PERSONAL: dict[str, Personal] = {
    "IdempotencyKey.body": Personal(
        purpose="The same answer to a request that is sent twice",
        basis="Necessary for the service asked for (PIPL article 13.2)",
        retention="7 days, encrypted",
    ),
}
NOT_PERSONAL: set[str] = {
    "IdempotencyKey.scope",
    "IdempotencyKey.key",
    "IdempotencyKey.body_hash",
    "IdempotencyKey.created_at",
    "WorkingDayOverride.day",
    "WorkingDayOverride.note",
}
