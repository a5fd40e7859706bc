"""What would the settings be in another environment?"""

import os
import re
import runpy
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings

from portal.environment import new_rsa_key

PRODUCTION = {
    "PUBLIC_URL": "https://talent.example.cn",
    "SECRET_KEY": "a-secret-of-some-length-" + "0123456789" * 4,
    "FIELD_KEYS": "k1:" + "QUFB" * 10 + "QUE=",
    "SIGNING_KEYS": "k1:" + "QkJC" * 10 + "QkI=",
    "BLIND_INDEX_KEY": "another-secret-of-some-length-" + "0123456789" * 4,
    "IDP_OIDC_PRIVATE_KEY": new_rsa_key().replace("\n", "\\n"),
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.cn:587",
    "DEFAULT_FROM_EMAIL": "talent@example.cn",
}
SETTINGS = Path(settings.BASE_DIR) / "portal" / "settings.py"
EXAMPLE = Path(settings.BASE_DIR) / ".env.example"
VARIABLES = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE)


@pytest.fixture
def settings_in(tmp_path):
    """`settings_in(PORT="9000")` runs the settings file in that environment and returns its names."""

    def read(**environment):
        kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
        values = kept | {"VAR_DIR": str(tmp_path), "ENV_FILE": os.devnull} | environment
        with mock.patch.dict(os.environ, values, clear=True):
            return runpy.run_path(str(SETTINGS))

    return read
