"""Where are the database, the cache, the broker and the mail server, and how does the portal speak with each?"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE = {
    "transaction_mode": "IMMEDIATE",  # without it 159 of 600 concurrent writes were refused as locked
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
POSTGRESQL = "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"
# Without limits a worker may stay deaf for ever after a network black hole.
REDIS = {"socket_timeout": 5, "socket_connect_timeout": 5, "health_check_interval": 10}
BRIEF = {"socket_timeout": 1, "socket_connect_timeout": 1}  # for what a page waits


def database(url: str) -> dict[str, Any]:
    """Django's entry for `DATABASE_URL`."""
    config = _parsed_database(url) if urlsplit(url).scheme in {"postgres", "postgresql", "sqlite"} else {}
    if not config.get("NAME"):
        raise ImproperlyConfigured(
            "DATABASE_URL must look like postgres://user:password@host:5432/name or sqlite:////folder/file."
        )
    given = config.get("OPTIONS", {})
    if url.startswith("sqlite:"):
        return config | {"OPTIONS": SQLITE | given}
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "OPTIONS": {"options": POSTGRESQL} | given}


def _parsed_database(url: str) -> dict[str, Any]:
    try:
        return dict(environ.Env.db_url_config(url))
    except ValueError:  # a port that is no number
        return {}


def redis(url: str) -> str:
    """`REDIS_URL` itself, or nothing where there is no Redis."""
    if url and (urlsplit(url).scheme not in {"redis", "rediss"} or not urlsplit(url).hostname):
        raise ImproperlyConfigured("REDIS_URL must look like redis://:password@host:6379/0.")
    return url


def caches(redis_url: str) -> dict[str, dict[str, Any]]:
    """Redis, and a table that stands in for it while it is away; without Redis the table. Tries are counted apart."""
    # Memory would be one process's own.
    table = _table("portal_cache", MAX_ENTRIES=100_000)
    # Only what is over is thrown out: as Django comes, 300 tries under other names would wash away the limit on one.
    apart = {"limits": _table("portal_limits", MAX_ENTRIES=10_000, CULL_FREQUENCY=10**9)}
    if not redis_url:
        return {"default": table, **apart}
    redis = {
        "BACKEND": "portal.steady_cache.SteadyRedisCache",
        "LOCATION": redis_url,
        "KEY_PREFIX": "portal",
        "OPTIONS": REDIS | BRIEF,
    }
    return {"default": redis, "stand-in": table, **apart}


def _table(name: str, **options: int) -> dict[str, Any]:
    return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": name, "OPTIONS": options}


def broker_options(redis_url: str, folder: Path) -> dict[str, Any]:
    """Celery's transport options; without Redis the broker is a folder."""
    if redis_url:
        return dict(REDIS)
    queue, processed, control = (folder / name for name in ("queue", "processed", "control"))
    for path in (queue, processed, control):
        path.mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(queue),
        "data_folder_out": str(queue),
        "processed_folder": str(processed),
        "control_folder": str(control),
        "polling_interval": 0.1,
    }


def mail(url: str) -> dict[str, Any]:
    """Django's EMAIL_* settings for `EMAIL_URL`: a server, or (`file:`) files."""
    if url == "file:":
        return {"EMAIL_BACKEND": "portal.notifications.channels.mail_files.EmailBackend"}
    try:
        config = dict(environ.Env.email_url_config(url))
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured("EMAIL_URL must look like smtp+tls://user:password@host:587, or file:.") from error
    if not str(config["EMAIL_BACKEND"]).endswith("smtp.EmailBackend") or not config["EMAIL_HOST"]:
        raise ImproperlyConfigured("EMAIL_URL must look like smtp+tls://user:password@host:587, or file:.")
    config.pop("EMAIL_FILE_PATH")
    return config | {"EMAIL_TIMEOUT": 10}
