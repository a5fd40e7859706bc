"""`manage.py outbox`: how outgoing messages stand, and the switch that holds them after a restore."""

import argparse

from django.core.management.base import BaseCommand
from django.db.models import Count

from portal.notifications import lease
from portal.notifications.models import OutboxMessage


class Command(BaseCommand):
    help = "Count the outgoing messages by state; `hold` them after a restore, `release` them once that is checked."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("order", choices=["status", "hold", "release"], nargs="?", default="status")

    def handle(self, *args: object, order: str, **options: object) -> None:
        if order == "hold":
            self.stdout.write(f"held: {lease.hold()}")
        if order == "release":
            self.stdout.write(f"released: {lease.let_go()}")
        states = OutboxMessage.objects.order_by("state").values_list("state").annotate(Count("pk"))
        for state, count in states:
            self.stdout.write(f"{state:<12}{count:>9}")
