"""How is the evidence of decided cases sealed, outside any transaction, and read again?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q

from portal.crypto.envelope import decrypt, encrypt

from ..accreditation.enums import Status
from ..evidence import storage
from ..evidence.models import EvidenceFile
from ..family.enums import DECIDED
from .models import SealedPaper

if TYPE_CHECKING:
    from ..people.models import User

PLACE = "accounts_sealedpaper.content"
BY_DECISION = (Status.APPROVED, Status.REFUSED)


@contextmanager
def sealed(user: "User") -> Iterator[dict[int, str]]:
    """The names of sealed copies by the key of the file, for the block; deleted again unless the block ends well."""
    names: dict[int, str] = {}
    try:
        for file in needed(user):
            names[file.pk] = _seal(file.original)
        yield names
    except BaseException:
        storage.forget(names.values())
        raise


def needed(user: "User") -> list[EvidenceFile]:
    """The files on which somebody has decided."""
    of_application = Q(evidence__application__talent=user, evidence__application__status__in=BY_DECISION)
    of_family = Q(evidence__member__sponsor=user, evidence__member__status__in=DECIDED)
    files = EvidenceFile.objects.filter(of_application | of_family)
    return list(files.select_related("evidence__criterion").order_by("pk"))


def opened(paper: SealedPaper) -> bytes:
    """The file as it was sent. Raises `NotReadable`, `FileNotFoundError`."""
    with paper.content.open("rb") as kept:
        return decrypt(kept.read().decode(), PLACE)


def _seal(original: Any) -> str:
    with original.open("rb") as kept:
        envelope = encrypt(kept.read(), PLACE)
    return default_storage.save(storage.random_name(storage.SEALED), ContentFile(envelope.encode()))
