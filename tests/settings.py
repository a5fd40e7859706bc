"""Which settings differ in the tests? Where files lie, how passwords are hashed, how static files are found."""

import os
import shutil
from pathlib import Path

_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
_var_dir = Path(__file__).resolve().parent.parent / "var" / "tests" / _worker
if os.environ.get("TESTS_VAR_DIR") != str(_var_dir):  # a process that a test starts keeps the test's folder
    shutil.rmtree(_var_dir, ignore_errors=True)
    os.environ["TESTS_VAR_DIR"] = os.environ["VAR_DIR"] = str(_var_dir)
    os.environ["ENV_FILE"] = os.devnull

from portal.settings import *  # noqa: E402, F403
from portal.settings import (  # noqa: E402
    DATABASES,
    INSTALLED_APPS,
    LOCALE_PATHS,
    STATIC_ROOT,
    STORAGES,
    TEMPLATES,
    VAR_DIR,
)
from portal.translations.pofile import LOCALE, compile_po  # noqa: E402
from tests.harness.undefined import UndefinedVariable  # noqa: E402

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
compile_po(LOCALE_PATHS[0] / LOCALE / "LC_MESSAGES" / "django.po")  # before the first sentence is looked up
INSTALLED_APPS = [*INSTALLED_APPS, "tests.portal.workflow.papers"]
PARTNER_CALLS_A_MINUTE = 10**9  # a test may call as often as it likes
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing
if template := os.environ.get("TEST_TEMPLATE"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, and not memory, so that a real worker process sees the same rows.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"  # nothing here survives a crash
