"""Fills an empty portal with invented people, partners and cases, once, and says in var/demo.json who can sign in."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from services.demo import roster
from services.demo.scene import play


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: object, verbosity: int = 1, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("DEMO is off: demonstration people are not loaded here.")
        file = Path(settings.VAR_DIR) / "demo.json"
        base_url = f"http://localhost:{settings.PORT}"
        if get_user_model().objects.filter(email=roster.TALENT[0]).exists():
            said = json.loads(file.read_text()) if file.exists() else {}
            if not said:
                raise CommandError(f"The demonstration people are there, but {file} is not: remove the database.")
        else:
            said = play()
        file.touch(mode=0o600)
        file.write_text(json.dumps(said | {"base_url": base_url}, ensure_ascii=False, indent=2))
        if verbosity:
            self.stdout.write(f"{len(said['people'])} people can sign in, see {file}.")
