"""The portal's settings as the processes of the fault tests have them: in the short runs they wait less."""

from portal.settings import *  # noqa: F403
from portal.settings import STORAGES
from tests.harness.full import FULL

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if not FULL:
    OUTBOX_LEASE_SECONDS, OUTBOX_CRASH_WAIT_SECONDS, OUTBOX_TASK_SECONDS = 5, 1, 4
    EVIDENCE_LEASE_SECONDS, EVIDENCE_RETRY_SECONDS = 6, 1
