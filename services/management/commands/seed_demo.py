"""`manage.py seed_demo --talents N`: the size of a province, invented; to see how the portal bears it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from policies.models import Tier
from services.demo.seed.numbers import SEEDS
from services.demo.seed.run import Refused, fill


class Command(BaseCommand):
    help = "Add N invented talents with cases, cards, families and uses; the same N and seed make the same people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--talents", type=int, default=1000, metavar="N", help="how many; 1000 without it")
        parser.add_argument("--seed", type=int, default=SEEDS[0], metavar="S", help=f"{SEEDS[0]} to {SEEDS[-1]}")

    def handle(self, *args: object, talents: int, seed: int, verbosity: int = 1, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO is off: no invented people are loaded here.")
        if not Tier.objects.exists():
            raise CommandError("There is no catalogue yet: run manage.py load_catalogue first.")
        try:
            fill(talents, seed, self.stdout.write if verbosity else lambda line: None)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except IntegrityError as error:
            raise CommandError(f"Nothing was added, the database refused: {error}") from error
