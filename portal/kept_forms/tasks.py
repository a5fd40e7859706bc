"""What the worker throws away every few minutes: forms that nobody came back for."""

from celery import shared_task

from portal.kept_forms.keep import purge


@shared_task(name="portal.kept_forms.purge")
def purge_kept_forms() -> None:
    purge()
