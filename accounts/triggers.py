"""Which decisions and cards does the database itself refuse, whoever writes them and by whatever way?

And which city does it write on what hangs on a decision? The decision's, by which an office lists its rows.
"""

from portal.audit.triggers import DIFFERS, copy_column, register

DECIDED = """NOT EXISTS (
    SELECT 1 FROM accounts_application decision
    WHERE decision.id = NEW.application_id AND decision.status = 'approved'
      AND decision.talent_id = NEW.talent_id AND decision.tier_id = NEW.tier_id
)"""
FIRST = """NEW.renews_id IS NULL AND EXISTS (
    SELECT 1 FROM accounts_card former WHERE former.application_id = NEW.application_id
      AND COALESCE(former.member_id, 0) = COALESCE(NEW.member_id, 0)
)"""
FAMILY = """NEW.member_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM accounts_familymember member
    WHERE member.id = NEW.member_id AND member.status = 'accepted' AND member.sponsor_id = NEW.talent_id
)"""
RENEWS = """NEW.renews_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM accounts_card former
    WHERE former.id = NEW.renews_id AND former.application_id = NEW.application_id
      AND COALESCE(former.member_id, 0) = COALESCE(NEW.member_id, 0)
      AND former.status IN ('replaced', 'cancelled')
)"""
STEPS_OF_OFFICERS = ("accepted", "forwarded", "returned", "approved", "refused")
OWN_CASE = " OR ".join(f"NEW.{step}_by_id = NEW.talent_id" for step in STEPS_OF_OFFICERS)
OWN_PORTRAIT = " OR ".join(f"NEW.{step}_by_id = NEW.owner_id" for step in ("accepted", "refused"))
OWN_FAMILY = " OR ".join(f"NEW.{step}_by_id = NEW.sponsor_id" for step in ("returned", "accepted", "refused"))
OF_DECISION = ("accounts_card", "accounts_familymember", "accounts_portrait")
IS_NAMED = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE application_id = OLD.id)" for table in OF_DECISION)  # noqa: S608
FIXED = ("number", "talent_id", "application_id", "tier_id")
CHANGED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in FIXED)
RENEWED_BY = {
    vendor: f"{CHANGED} OR NEW.renews_id {sign} OLD.renews_id OR NEW.member_id {sign} OLD.member_id"
    for vendor, sign in DIFFERS.items()
}


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
keep_erased("accounts_familymember", "sponsor_id")
keep_erased("accounts_portrait", "owner_id")
register(
    "accounts_card_is_decided",
    "accounts_card",
    ("INSERT",),
    postgresql=DECIDED,
    sqlite=DECIDED,
    message="a card is issued only for an approved application of the same person and tier",
)
register(
    "accounts_card_first_of_decision",
    "accounts_card",
    ("INSERT",),
    postgresql=FIRST,
    sqlite=FIRST,
    message="a decision has one first card; each later one names the card it renews",
)
register(
    "accounts_card_of_accepted_member",
    "accounts_card",
    ("INSERT",),
    postgresql=FAMILY,
    sqlite=FAMILY,
    message="a family card is issued only for an accepted member of the holder's family",
)
register(
    "accounts_familymember_by_others",
    "accounts_familymember",
    ("INSERT", "UPDATE"),
    postgresql=OWN_FAMILY,
    sqlite=OWN_FAMILY,
    message="nobody decides about a family of their own",
)
register(
    "accounts_portrait_by_others",
    "accounts_portrait",
    ("INSERT", "UPDATE"),
    postgresql=OWN_PORTRAIT,
    sqlite=OWN_PORTRAIT,
    message="nobody decides about a photo of their own",
)
register(
    "accounts_card_renews_its_own",
    "accounts_card",
    ("INSERT",),
    postgresql=RENEWS,
    sqlite=RENEWS,
    message="a card renews only a replaced or cancelled card of the same decision",
)
register(
    "accounts_card_stays_as_issued",
    "accounts_card",
    ("UPDATE",),
    **RENEWED_BY,
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
for one in OF_DECISION:
    copy_column(
        one,
        "city_id",
        of="(SELECT decision.city_id FROM accounts_application decision WHERE decision.id = {row}.application_id)",
    )
register(
    "accounts_application_keep_city",
    "accounts_application",
    ("UPDATE",),
    **{vendor: f"NEW.city_id {sign} OLD.city_id AND ({IS_NAMED})" for vendor, sign in DIFFERS.items()},
    message="an application on which a card, a family or a photo hangs stays in its city, which is theirs",
)
