"""Which records of the counters does the database keep from being rewritten?"""

from portal.audit.triggers import append_only

append_only("services_check")
append_only("services_use")
append_only("services_useundone")
