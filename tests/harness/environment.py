"""What would the settings be in another environment?"""

import runpy
from pathlib import Path

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


@pytest.fixture
def settings_in(monkeypatch, tmp_path):
    """`settings_in(PORT="9000")` runs the settings file in that environment and returns its names."""

    def read(**environment):
        for name in (*PRODUCTION, "PORT", "DEMO", "DEBUG", "DATABASE_URL", "REDIS_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in ({"VAR_DIR": str(tmp_path)} | environment).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read
