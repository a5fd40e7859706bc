"""Are the seals themselves whole: each signed, each naming the one before, and all of them in the log?"""

from collections.abc import Iterable, Iterator, Sequence

from portal.crypto.signing import BadSignature, verify_jws

from .models import Seal
from .seal_log import Line
from .seals import head, payload

Sealed = dict[int, str]


def check_seals(seals: Iterable[Seal], log: Sequence[Line]) -> Iterator[str]:
    """The faults of the seals by number and of their log; rows are not looked at."""
    number, before = 0, ""
    found: dict[int, str] = {}
    for seal in seals:
        yield from _faults(seal, number, before)
        number, before = seal.number, seal.head
        found[seal.number] = seal.head
    yield from _against_log(found, log)


def read_entries(seal: Seal) -> Sealed:
    """`{id: hash}` of the rows a seal holds; a line that cannot be read is left out (the seal itself is then wrong)."""
    pairs = (line.split(":", 1) for line in seal.entries.splitlines())
    return {int(pair[0]): pair[1] for pair in pairs if len(pair) == 2 and pair[0].isdigit()}


def _faults(seal: Seal, number: int, before: str) -> Iterator[str]:
    if seal.number != number + 1:
        yield f"seal {seal.number} follows seal {number}: what stood between is missing"
    elif seal.prev_head != before:
        yield f"seal {seal.number} does not name the head of the seal before it"
    if seal.head != head(seal):
        yield f"seal {seal.number} was changed: its head is of other content"
    if not _is_signed(seal):
        yield f"seal {seal.number} bears no signature of this portal over what it says"
    if len(read_entries(seal)) != seal.count:
        yield f"seal {seal.number} does not list {seal.count} rows"


def _is_signed(seal: Seal) -> bool:
    try:
        return verify_jws(seal.jws) == payload(seal)
    except BadSignature:
        return False


def _against_log(found: dict[int, str], log: Sequence[Line]) -> Iterator[str]:
    """The newest seal may be younger than its line: the log is written after the commit."""
    logged = {line.number: line.head for line in log}
    for number, was in sorted(logged.items()):
        if number == 0:
            yield "the seal log has a line that cannot be read"
        elif number not in found:
            yield f"seal {number} is missing: the seal log names it"
        elif found[number] != was:
            yield f"seal {number} is not the one in the seal log"
    for number in sorted(found.keys() - logged.keys() - {max(found, default=0)}):
        yield f"seal {number} is not in the seal log"
