"""What must always hold of photos? That each kept file is known and there, the invariants of evidence ask."""

from collections.abc import Iterator

from portal.reconcile import invariant

from .models import Portrait


@invariant("portrait: the photo is kept only while it waits or is accepted")
def no_file_after_the_end() -> Iterator[str]:
    ended = Portrait.objects.exclude(pk__in=Portrait.objects.live().values("pk")).exclude(image="", sha256="")
    yield from ended.values_list("code", flat=True)
