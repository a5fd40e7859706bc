"""Which processes make up the portal, and how is each started?"""

import sys

from django.conf import settings

CELERY = [sys.executable, "-m", "celery", "--app", "portal"]
QUIET = ["--without-gossip", "--without-mingle", "--loglevel", settings.LOG_LEVEL]


def web() -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "portal.wsgi:application"),
        *("--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", str(settings.WEB_PROCESSES), "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "--log-level", "warning"),
    ]


def work() -> dict[str, list[str]]:
    """The worker and beat; over the filesystem broker they are one process, which reads each file once.

    Only a worker of several processes can end a task that loops, or bound what one eats.
    """
    worker = [*CELERY, "worker", "--concurrency", "2", *QUIET]
    if not settings.REDIS_URL:
        schedule = ["--beat", "--schedule", settings.CELERY_BEAT_SCHEDULE_FILENAME]
        return {"worker": [*worker, "--pool", "threads", *schedule]}
    beat = [*CELERY, "beat", "--loglevel", settings.LOG_LEVEL, "--schedule", settings.CELERY_BEAT_SCHEDULE_FILENAME]
    return {"worker": worker, "beat": [*beat, "--pidfile="]}
