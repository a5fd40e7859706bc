"""Which Celery application carries the hints and the background work, and where its tasks are found."""

import logging.config
import os
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import setup_logging, worker_process_init
from django.conf import settings
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
ROOT = Path(__file__).resolve().parent.parent
APPS = ("portal", "policies", "accounts", "services")


def rooms() -> Iterator[str]:
    """Every package that has tasks; rooms are packages and no apps, so Celery would not look into them by itself."""
    for app_name in APPS:
        for file in sorted((ROOT / app_name).rglob("tasks.py")):
            yield ".".join(file.parent.relative_to(ROOT).parts)


TRANSPORT_ALIASES["filesystem"] = "portal.file_broker:Transport"
TRANSPORT_ALIASES["redis"] = TRANSPORT_ALIASES["rediss"] = "portal.redis_broker:Transport"
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(lambda: list(rooms()))


@setup_logging.connect
def log_as_the_site_does(**_signal: Any) -> None:
    """Celery sets up no logging of its own where somebody answers this signal."""
    logging.config.dictConfig(settings.LOGGING)


@worker_process_init.connect
def bound_memory(**_signal: Any) -> None:
    """In each process of a worker: a task that asks for more gets a MemoryError, a fault like any other."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (settings.WORKER_MEMORY_MB << 20, most))
