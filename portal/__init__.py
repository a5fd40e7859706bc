"""The site: settings, addresses, Celery, and the leaves every app stands on."""

from .celery import app as celery_app

__all__ = ["celery_app"]
