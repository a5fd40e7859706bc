"""What does the worker do for readiness? It sends a drill now and then."""

from datetime import timedelta

from django.utils import timezone

from portal.periodic import periodic

from .sending import send_some


@periodic("services.readiness.send_drills", every=timedelta(minutes=10))
def send_drills() -> None:
    send_some(timezone.now())
