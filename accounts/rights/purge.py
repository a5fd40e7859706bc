"""Which sealed cases and consents of deleted accounts have been kept long enough?"""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from portal.audit.chain import append

from ..evidence import storage
from ..people.models import Consent
from .models import SealedCase

PROVEN = timedelta(days=3 * 366)


def purge() -> int:
    """Deletes sealed cases after their last day, each with its papers, and consents three years after the account;
    how many cases."""
    over = SealedCase.objects.filter(kept_until__lt=timezone.localdate()).order_by("pk")
    total = sum(_purge(pk) for pk in over.values_list("pk", flat=True))
    Consent.objects.filter(user__erased_at__lt=timezone.now() - PROVEN).delete()
    return total


@transaction.atomic
def _purge(pk: int) -> bool:
    case = SealedCase.objects.select_for_update().filter(pk=pk).first()
    if case is None:
        return False
    names = list(case.papers.values_list("content", flat=True))
    append(case, "purged", by=None, locked=True)
    case.delete()
    transaction.on_commit(partial(storage.forget, names))
    return True
