"""How encrypted columns move to a new key: put it first in FIELD_KEYS, run this, then drop the old one."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.crypto.rotation import encrypted_fields, rotate


class Command(BaseCommand):
    help = "Seals every encrypted value under the first key of FIELD_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        for model, field in encrypted_fields():
            count = rotate(model, field)
            self.stdout.write(f"{model._meta.label}.{field.name}: {count} sealed again")
