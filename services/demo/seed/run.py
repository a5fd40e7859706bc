"""How is the province filled: in batches, in one transaction, while someone looks on?"""

import time
from collections.abc import Callable, Iterator

from django.contrib.auth import get_user_model
from django.db import transaction

from .ahead import ahead
from .lives import live, plan
from .loading import as_text, copies, copy, finish, insert, look_up_references
from .numbers import MOST, SEEDS
from .offices import open_offices
from .people import email
from .pictures import pictures
from .world import World, make_world

BATCH = 2_000
SECONDS_BETWEEN = 2.0


class Refused(Exception):
    """Nothing was added, for the reason given."""


def fill(total: int, seed: int, tell: Callable[[str], None]) -> None:
    """Add `total` talents and all that hangs on them; all or nothing. Raises `Refused`."""
    if seed not in SEEDS or not 1 <= total <= MOST:
        raise Refused(f"A seed is {SEEDS[0]} to {SEEDS[-1]}, and has 1 to {MOST:,} talents.")
    if get_user_model().objects.filter(email=email(seed, 0)).exists():
        raise Refused(f"The people of seed {seed} are here already; nothing was added. Another --seed adds others.")
    with pictures(total) as kept, transaction.atomic():
        _fill(total, make_world(seed, open_offices(seed), kept, total), Progress(total, tell))


def _fill(total: int, world: World, progress: "Progress") -> None:
    sheets = world.sheets.in_order()
    if copies():
        for done, texts in ahead(_texts(world, total)):
            for sheet, text in zip(sheets, texts, strict=True):
                copy(sheet, text)
            look_up_references()
            progress.show(done)
    else:
        for done in _batches(world, total):
            for sheet in sheets:
                insert(sheet, sheet.take())
            progress.show(done)
    finish(sheets)
    progress.show(total, is_last=True)


def _texts(world: World, total: int) -> Iterator[tuple[int, list[str]]]:
    """How many are done, and what was written of the latest for each sheet."""
    for done in _batches(world, total):
        yield done, [as_text(sheet.take()) for sheet in world.sheets.in_order()]


def _batches(world: World, total: int) -> Iterator[int]:
    """Fills the sheets; how many people are done, each time they should be emptied."""
    for n, life, joined_on in plan(total, world.first, world.today):
        live(world, n, life, joined_on)
        if (n + 1) % BATCH == 0 or n + 1 == total:
            yield n + 1


class Progress:
    """A line every few seconds: how many, how fast."""

    def __init__(self, total: int, tell: Callable[[str], None]) -> None:
        self.total, self.tell = total, tell
        self.began = self.said = time.monotonic()

    def show(self, done: int, *, is_last: bool = False) -> None:
        now = time.monotonic()
        if is_last or now - self.said >= SECONDS_BETWEEN:
            self.said = now
            took = max(now - self.began, 0.001)
            self.tell(f"{done:>9,} of {self.total:,} talents, {done / took:,.0f} a second, {took:,.0f} s")
