"""Which Celery application carries the hints and the background work?"""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def log_as_the_site_does(**_signal: Any) -> None:
    """Celery sets up no logging of its own where somebody answers this signal."""
    logging.config.dictConfig(settings.LOGGING)
