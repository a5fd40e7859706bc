"""`manage.py verify_history`: read the whole history against its chains and seals; exit 1 on any fault."""

from django.core.management.base import BaseCommand, CommandError

from portal.audit.models import History, Seal
from portal.audit.verify import findings


class Command(BaseCommand):
    help = "Finds any changed, deleted, swapped, inserted or cut row of the history, and names it."

    def handle(self, *args: object, **options: object) -> None:
        found = 0
        for line in findings():
            found += 1
            self.stdout.write(line)
        if found:
            raise CommandError(f"The history is not whole: {found} findings.")
        last = Seal.objects.order_by("-number").values_list("last_id", flat=True).first() or 0
        open_rows = History.objects.filter(id__gt=last).count()
        self.stdout.write(f"The history is whole; {open_rows} rows are newer than the last seal.")
