"""Is a bad value refused by its name, are production's settings safe, and are development's secrets kept?"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from tests.harness.environment import EXAMPLE, PRODUCTION, VARIABLES

BASE = Path(settings.BASE_DIR)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "talent.example.cn"),
        ("PUBLIC_URL", "https://talent.example.cn/path"),
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("WEB_PROCESSES", "0"),
        ("TRUSTED_PROXIES", "-1"),
        ("DEBUG", "maybe"),
        ("DEMO", "2"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "https://talent.example.cn"),
        ("VAR_DIR", "/dev/null/below"),
        ("SECRET_KEY", "short"),
        ("BLIND_INDEX_KEY", "short"),
        ("IDP_OIDC_PRIVATE_KEY", "no PEM"),
        ("FIELD_KEYS", "no-colon"),
        ("FIELD_KEYS", "k1:not base64"),
        ("FIELD_KEYS", "k1:dG9vIHNob3J0"),
        ("SIGNING_KEYS", PRODUCTION["SIGNING_KEYS"] + "," + PRODUCTION["SIGNING_KEYS"]),
        ("COMPROMISED_SIGNING_KEYS", "no-such-kid"),
        ("COMPROMISED_SIGNING_KEYS", PRODUCTION["SIGNING_KEYS"].partition(":")[0]),
        ("DATABASE_URL", "mysql://user@host/name"),
        ("DATABASE_URL", "postgres://user@host"),
        ("DATABASE_URL", "nonsense"),
        ("REDIS_URL", "http://host:6379"),
        ("EMAIL_URL", "mail.example.cn"),
        ("EMAIL_URL", "smtp://"),
        ("DEFAULT_FROM_EMAIL", "nobody"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_settings_bad_value_is_refused_by_name(settings_in, name, value):
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} must "):
        settings_in(**{name: value})


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"PUBLIC_URL"}))
def test_settings_production_without_a_required_value_is_refused_by_name(settings_in, name):
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} must be set where PUBLIC_URL is https"):
        settings_in(**(PRODUCTION | {name: ""}))


@pytest.mark.parametrize("name", ["DEMO", "DEBUG"])
def test_settings_demo_and_debug_in_production_are_refused(settings_in, name):
    with pytest.raises(ImproperlyConfigured, match=rf"^{name} must be off"):
        settings_in(**PRODUCTION, **{name: "1"})


def manage(*arguments, **environment):
    clean = {
        name: value for name, value in os.environ.items() if name not in {*PRODUCTION, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    }
    clean |= {"DJANGO_SETTINGS_MODULE": "portal.settings"} | environment
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=BASE, env=clean, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("command", ["migrate", "run"])
def test_manage_bad_value_is_one_line_and_no_traceback(command):
    result = manage(command, PORT="eighty")

    assert result.returncode == 1
    assert result.stderr == "Settings: PORT must be a whole number from 1 to 65535, not 'eighty'.\n"
    assert result.stdout == ""


@pytest.mark.slow
def test_check_deploy_production_has_no_warning(tmp_path):
    result = manage("check", "--deploy", "--fail-level", "DEBUG", VAR_DIR=str(tmp_path), **PRODUCTION)

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "System check identified no issues (0 silenced).\n"


def test_settings_production_writes_no_secret_to_disk(settings_in, tmp_path):
    settings_in(**PRODUCTION)

    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == []


def test_settings_development_secrets_are_made_once_and_private(settings_in, tmp_path):
    first, second = settings_in(), settings_in()

    for name in ("SECRET_KEY", "FIELD_KEYS", "SIGNING_KEYS", "BLIND_INDEX_KEY"):
        file = tmp_path / f"{name.lower()}.txt"
        assert first[name] == second[name]
        assert file.stat().st_mode & 0o777 == 0o600
    assert first["FIELD_KEYS"] != first["SIGNING_KEYS"]


def test_settings_production_cookies_and_transport_are_https_only(settings_in):
    values = settings_in(**PRODUCTION)

    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert [values[name] for name in names] == [True] * 4
    assert values["SECURE_HSTS_SECONDS"] == 31_536_000
    assert values["ALLOWED_HOSTS"] == ["talent.example.cn"]
    assert values["STAFF_NEED_SECOND_FACTOR"] is True


def test_settings_content_security_policy_holds_nothing_unsafe(settings_in):
    directives = settings_in()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]

    assert "unsafe" not in str(directives)
    assert directives["default-src"] == ["'self'"]
    assert not directives.keys() & {"script-src", "style-src"}  # the default holds for both


def test_settings_redis_limits_hold_for_cache_and_broker(settings_in):
    values = settings_in(REDIS_URL="redis://127.0.0.1:1/0")

    limits = {"socket_timeout": 5, "socket_connect_timeout": 5, "health_check_interval": 10}
    assert values["CACHES"]["default"]["OPTIONS"] == limits | {"socket_timeout": 1, "socket_connect_timeout": 1}
    assert values["CACHES"]["stand-in"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert values["CELERY_BROKER_TRANSPORT_OPTIONS"] == limits
    assert values["CELERY_BROKER_URL"] == "redis://127.0.0.1:1/0"


def test_settings_without_redis_cache_is_shared_by_processes(settings_in):
    values = settings_in()

    assert values["CACHES"]["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert values["CELERY_BROKER_URL"] == "filesystem://localhost"


def test_settings_sqlite_writes_wait_for_their_turn(settings_in):
    options = settings_in()["DATABASES"]["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]


def test_settings_postgresql_options_of_the_address_are_kept(settings_in):
    database = settings_in(DATABASE_URL="postgres://user:p%40ss@db:5433/talent?sslmode=require")["DATABASES"]["default"]

    assert (database["HOST"], database["PORT"], database["NAME"], database["PASSWORD"]) == (
        "db",
        5433,
        "talent",
        "p@ss",
    )
    assert database["OPTIONS"]["sslmode"] == "require"
    assert "lock_timeout" in database["OPTIONS"]["options"]


def test_env_example_names_exactly_the_variables_that_are_read():
    code = (BASE / "portal" / "settings.py").read_text()
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', code))

    assert sorted(VARIABLES) == sorted(read)


def test_env_example_copied_as_it_stands_changes_nothing(settings_in):
    copied, default = settings_in(ENV_FILE=str(EXAMPLE)), settings_in()

    differing = {
        name for name in default if name.isupper() and name != "LOGGING" and repr(copied[name]) != repr(default[name])
    }
    assert differing == set()
