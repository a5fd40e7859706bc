"""Did something fail because there is no room left where the portal writes, and how is that said?"""

import errno
import sqlite3

from django.utils.translation import gettext_lazy as _

CODE = "disk_full"
NO_ROOM = _("Our storage is full, so nothing of this was kept. The fault is ours, not yours. Please try again later.")
ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
POSTGRESQL = "53100"  # SQLSTATE disk_full


def is_full(error: BaseException | None) -> bool:
    """Whether the error, or one that it came from, is that of a full disk: of the files or of the database."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in ERRNOS:
            return True
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            return True
        if getattr(error, "sqlstate", None) == POSTGRESQL:
            return True
        error = error.__cause__
    return False
