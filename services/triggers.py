"""Which records of the counters does the database keep from being rewritten?"""

from accounts.triggers import keep_erased
from portal.audit.triggers import append_only

append_only("services_check")
append_only(
    "services_use",
    words="reason",
    fixed=("id", "check_made_id", "public_id", "outcome", "companions_used", "counted", "staff_id", "recorded_at"),
)
append_only("services_useundone")
append_only("services_acknowledgement")
keep_erased("services_schoolplace", "talent_id")
keep_erased("services_homesubsidy", "talent_id")
keep_erased("services_turnedaway", "talent_id")
