"""Which decisions and cards does the database itself refuse, whoever writes them and by whatever way?"""

from portal.audit.triggers import register

DECIDED = """NOT EXISTS (
    SELECT 1 FROM accounts_application decision
    WHERE decision.id = NEW.application_id AND decision.status = 'approved'
      AND decision.talent_id = NEW.talent_id AND decision.tier_id = NEW.tier_id
)"""
STEPS_OF_OFFICERS = ("accepted", "forwarded", "returned", "approved", "refused")
OWN_CASE = " OR ".join(f"NEW.{step}_by_id = NEW.talent_id" for step in STEPS_OF_OFFICERS)
FIXED = ("number", "talent_id", "application_id", "tier_id")
CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in FIXED)


def keep_erased(table: str, person: str, *, unless: str = "FALSE", events: tuple[str, ...] = ("INSERT",)) -> None:
    """No personal value comes after the deletion of the account that `person` names, not even from a request that
    was underway then: PostgreSQL locks the account, so that who writes and who deletes wait for each other (its
    foreign keys are looked at only when a transaction ends). `unless` is a condition for rows that say nothing.
    """
    said = "the account is deleted: nothing more is kept about this person"
    erased_at = f"SELECT erased_at FROM accounts_user WHERE id = NEW.{person}"  # noqa: S608 - names from this file
    register(
        f"{table}_erased",
        table,
        events,
        postgresql=f"NOT ({unless}) AND ({erased_at} FOR KEY SHARE) IS NOT NULL",
        sqlite=f"NOT ({unless}) AND ({erased_at}) IS NOT NULL",
        message=said,
    )


keep_erased("accounts_profile", "user_id", unless="NEW.name = ''", events=("INSERT", "UPDATE"))
keep_erased("accounts_identitydocument", "user_id")
keep_erased("accounts_application", "talent_id")
keep_erased("accounts_evidence", "owner_id")
register(
    "accounts_card_is_decided",
    "accounts_card",
    ("INSERT",),
    postgresql=DECIDED,
    sqlite=DECIDED,
    message="a card is issued only for an approved application of the same person and tier",
)
register(
    "accounts_card_stays_as_issued",
    "accounts_card",
    ("UPDATE",),
    postgresql=CHANGED,
    sqlite=CHANGED,
    message="number, holder, decision and tier of a card never change",
)
register(
    "accounts_application_by_others",
    "accounts_application",
    ("INSERT", "UPDATE"),
    postgresql=OWN_CASE,
    sqlite=OWN_CASE,
    message="nobody acts as an officer on an application of their own",
)
