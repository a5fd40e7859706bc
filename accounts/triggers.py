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
