"""Is this process alive, and is the whole ready to serve? For load balancers and `make run`."""

from collections.abc import Callable
from functools import lru_cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .heartbeat import is_alive


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return JsonResponse({"status": "alive"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 where everything needed has been seen just now, else 503 with the names of what is missing."""
    checks = {"database": _database_answers, "migrations": _migrations_applied, "worker": is_alive}
    seen = {name: _holds(check) for name, check in checks.items()}
    missing = [name for name, holds in seen.items() if not holds]
    body = {"status": "not ready" if missing else "ready", **seen, "missing": missing}
    return JsonResponse(body, status=503 if missing else 200)


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except DatabaseError:
        return False


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrations_applied() -> bool:
    return _known_migrations() <= set(MigrationRecorder(connection).applied_migrations())


@lru_cache(maxsize=1)
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Those this code brings; read once, for code does not change under a running process."""
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations)
