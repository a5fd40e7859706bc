"""Which tables of the leaves does the database keep from being rewritten?"""

from portal.audit.triggers import append_only

append_only("portal_history")
append_only("portal_seal")
