"""Which records of the counters does the database keep from being rewritten?"""

from accounts.triggers import keep_erased
from portal.audit.triggers import append_only, append_only_while

append_only("services_check")
append_only(
    "services_use",
    words="reason",
    fixed=(
        *("id", "check_made_id", "public_id", "outcome", "companions_used", "counted", "staff_id", "recorded_at"),
        "has_seen_identity",
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
append_only("services_acknowledgement")
append_only_while("services_partnerevent", moment="happened_at", days=90)
append_only("services_drill")
append_only("services_drillanswer")
keep_erased("services_schoolplace", "talent_id")
keep_erased("services_homesubsidy", "talent_id")
keep_erased("services_turnedaway", "talent_id")
