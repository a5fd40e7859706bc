"""How one setting is read from the environment, and refused by its own name when it is wrong."""

import base64
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment:
    """Typed readers; each raises `ImproperlyConfigured` that names the variable and says what it should hold."""

    def __init__(self, source: environ.Env) -> None:
        self.source = source

    def _read(self, kind: str, name: str, default: Any, expected: str) -> Any:
        try:
            return getattr(self.source, kind)(name, default=default)
        except (ValueError, ImproperlyConfigured) as error:
            raise ImproperlyConfigured(f"{name} must be {expected}.") from error

    def text(self, name: str, default: str) -> str:
        return self._read("str", name, default, "text")

    def whole_number(self, name: str, default: int) -> int:
        return self._read("int", name, default, "a whole number")

    def truth(self, name: str, default: bool) -> bool:
        value = self.text(name, "1" if default else "0").lower()
        if value not in {"1", "0", "true", "false", "on", "off", "yes", "no"}:
            raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
        return value in {"1", "true", "on", "yes"}

    def words(self, name: str, default: list[str]) -> list[str]:
        return self._read("list", name, default, "a list of words parted by commas")

    def path(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).resolve()

    def url(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
            raise ImproperlyConfigured(f"{name} must look like https://talent.example.cn, not {value!r}.")
        return value

    def hosts_of(self, url: str) -> list[str]:
        host = urlsplit(url).hostname or "localhost"
        return ["localhost", "127.0.0.1"] if host in {"localhost", "127.0.0.1"} else [host]

    def secret(self, name: str, folder: Path, *, made_here: bool) -> str:
        """The variable, or (where `made_here`) a value made once and kept in `folder`."""
        value = self.text(name, "")
        if value and len(value) < 32:
            raise ImproperlyConfigured(f"{name} must be at least 32 characters long.")
        if value:
            return value
        if not made_here:
            raise ImproperlyConfigured(f"{name} must be set where PUBLIC_URL is https.")
        return _kept(folder / f"{name.lower()}.txt", lambda: secrets.token_urlsafe(48))

    def key_ring(self, name: str, folder: Path, *, made_here: bool) -> dict[str, bytes]:
        """`kid:base64,kid:base64` of 32-byte keys, the first in use, as `{kid: key}`."""
        text = self.text(name, "")
        if not text and not made_here:
            raise ImproperlyConfigured(f"{name} must be set where PUBLIC_URL is https.")
        text = text or _kept(folder / f"{name.lower()}.txt", lambda: f"dev1:{_new_key()}")
        try:
            ring = {kid: base64.b64decode(key, validate=True) for kid, key in (p.split(":") for p in text.split(","))}
        except ValueError as error:
            raise ImproperlyConfigured(f"{name} must look like kid:base64,kid:base64.") from error
        if any(len(key) != 32 for key in ring.values()):
            raise ImproperlyConfigured(f"{name} must hold keys of 32 bytes in base64.")
        return ring

    def database(self, name: str, default_file: Path) -> dict[str, Any]:
        default_file.parent.mkdir(parents=True, exist_ok=True)
        config = self._read("db", name, f"sqlite:///{default_file}", "like postgres://user:password@host:5432/name")
        if config["ENGINE"].endswith("sqlite3"):
            config["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            }
        elif config["ENGINE"].endswith("postgresql"):
            config["CONN_MAX_AGE"] = 60
            config["CONN_HEALTH_CHECKS"] = True
            config["OPTIONS"] = {"options": "-c statement_timeout=30000 -c lock_timeout=10000"}
        else:
            raise ImproperlyConfigured(f"{name} must be a postgres:// or sqlite:// address.")
        return config

    def cache(self, redis_url: str) -> dict[str, Any]:
        if redis_url:
            return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}

    def broker_options(self, redis_url: str, folder: Path) -> dict[str, Any]:
        if redis_url:
            return {"socket_timeout": 5, "socket_connect_timeout": 5, "health_check_interval": 10}
        for name in ("queue", "processed", "control"):
            (folder / "broker" / name).mkdir(parents=True, exist_ok=True)
        broker = folder / "broker"
        return {
            "data_folder_in": str(broker / "queue"),
            "data_folder_out": str(broker / "queue"),
            "processed_folder": str(broker / "processed"),
            "control_folder": str(broker / "control"),
            "polling_interval": 0.1,
        }


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _kept(file: Path, make: Any) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(make())
    return file.read_text().strip()
