"""Which records of the counters does the database keep from being rewritten, and which sums does it keep?"""

from accounts.triggers import keep_erased
from portal.audit.triggers import ALWAYS, DIFFERS, append_only, append_only_while, copy_column, keep_total, register

SHIFT_SAID = "a shift at a window is kept, and ends once"
SAID = "who is complained about neither answers nor closes a case"


def complained_about(person: str) -> str:
    """SQL: the holder, who looked at the card or recorded the refusal, or a member of the partner."""
    return f"""{person} IS NOT NULL AND ({person} = NEW.talent_id
        OR EXISTS (SELECT 1 FROM accounts_membership m WHERE m.user_id = {person} AND m.partner_id = NEW.partner_id)
        OR EXISTS (SELECT 1 FROM services_check c WHERE c.id = NEW.last_check_id AND c.staff_id = {person})
        OR EXISTS (SELECT 1 FROM services_use u WHERE u.id = NEW.use_id AND u.staff_id = {person}))"""  # noqa: S608


NOT_RATED_SO = """NOT EXISTS (
    SELECT 1 FROM services_use u JOIN services_check c ON c.id = u.check_made_id
    WHERE u.id = NEW.use_id AND u.outcome = 'served' AND c.holder_id = NEW.holder_id
      AND c.partner_id = NEW.partner_id AND c.service_id = NEW.service_id
      AND NOT EXISTS (SELECT 1 FROM services_useundone x WHERE x.use_id = u.id)
)"""
STEPS = ("answered", "settled")
MADE = " OR ".join(f"({complained_about(f'NEW.{step}_by_id')})" for step in STEPS)
TAKEN = " OR ".join(f"(OLD.{step}_by_id IS NULL AND {complained_about(f'NEW.{step}_by_id')})" for step in STEPS)
CITY = "(SELECT r.city_id FROM services_servicerequest r WHERE r.id = {row}.request_id)"
HAS_INSTALMENTS = "EXISTS (SELECT 1 FROM services_instalment i WHERE i.request_id = OLD.id)"
BY_OTHERS = (
    ("services_turnedaway_made_by_others", ("INSERT",), MADE),
    ("services_turnedaway_by_others", ("UPDATE",), TAKEN),
)

append_only("services_check")
append_only(
    "services_use",
    words="reason",
    fixed=(
        *("id", "check_made_id", "public_id", "outcome", "companions_used", "counted", "staff_id", "recorded_at"),
        *("has_seen_identity", "allowance_id"),
    ),
)
append_only("services_callback")
append_only("services_callbackanswer")
append_only("services_useundone", words="reason", fixed=("id", "use_id", "staff_id", "undone_at"))
append_only(
    "services_lateuse",
    words="reason",
    fixed=("id", "public_id", "check_made_id", "partner_id", "outcome", "conflict", "staff_id", "delivered_at"),
)
append_only(
    "services_rating",
    words="comment",
    fixed=("id", "use_id", "holder_id", "partner_id", "service_id", "stars", "rated_at"),
)
register(
    "services_rating_by_its_holder",
    "services_rating",
    ("INSERT",),
    postgresql=NOT_RATED_SO,
    sqlite=NOT_RATED_SO,
    message="a served use is rated by its own holder, for the partner and the service it was",
)
append_only("services_acknowledgement")
for _name, _events, _condition in BY_OTHERS:
    register(_name, "services_turnedaway", _events, postgresql=_condition, sqlite=_condition, message=SAID)
append_only_while("services_partnerevent", moment="happened_at", days=90)
append_only("services_drill")
append_only("services_drillanswer")
_SHIFT = "services_windowshift"
_CHANGED = {
    vendor: " OR ".join(
        f"NEW.{column} {sign} OLD.{column}" for column in ("id", "public_id", "pairing_id", "staff_id", "began_at")
    )
    for vendor, sign in DIFFERS.items()
}
_ENDS_TWICE = {vendor: f"OLD.ended_at IS NOT NULL OR {changed}" for vendor, changed in _CHANGED.items()}
register(f"{_SHIFT}_keep", _SHIFT, ("DELETE",), **ALWAYS, message=SHIFT_SAID)
register(f"{_SHIFT}_ends_once", _SHIFT, ("UPDATE",), **_ENDS_TWICE, message=SHIFT_SAID)
register(
    f"{_SHIFT}_keep_all", _SHIFT, ("TRUNCATE",), postgresql="TRUE", sqlite="", message=SHIFT_SAID, level="STATEMENT"
)
copy_column("services_instalment", "city_id", of=CITY)
keep_total(
    "services_instalmenttotal",
    "services_instalment",
    amount="amount_yuan",
    by={"city_id": CITY, "status": "{row}.status"},
    # Whoever plans, confirms or ends changes the city's planned total first: no two wait for each other crosswise.
    order="city_id, status <> 'planned', status",
)
register(
    "services_instalment_keep_all",
    "services_instalment",
    ("TRUNCATE",),
    postgresql="TRUE",
    sqlite="",
    message="instalments are added up by city: deleted, not truncated",
    level="STATEMENT",
)
register(
    "services_servicerequest_keep_city",
    "services_servicerequest",
    ("UPDATE",),
    **{vendor: f"NEW.city_id {sign} OLD.city_id AND {HAS_INSTALMENTS}" for vendor, sign in DIFFERS.items()},
    message="a request with instalments stays in its city, where they are listed and added up",
)
keep_erased("services_schoolplace", "talent_id")
keep_erased("services_homesubsidy", "talent_id")
keep_erased("services_turnedaway", "talent_id")
keep_erased("services_rating", "holder_id")
