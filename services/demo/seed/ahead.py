"""How are rows made by one process while another loads them? Two cores do what one would do in turns."""

import multiprocessing
from collections.abc import Iterator
from queue import Empty
from typing import Any, TypeVar

T = TypeVar("T")
AHEAD = 2  # batches that wait to be loaded
LOOK_AFTER = 1.0  # seconds without a batch after which one asks whether anybody still makes them


class MakerDied(RuntimeError):
    """The process that makes the rows ended without a word."""


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, made in a child process; it must not touch the database, whose connection is the parent's."""
    context = multiprocessing.get_context("fork")
    made: Any = context.Queue(AHEAD)
    maker = context.Process(target=_make, args=(items, made), daemon=True)
    maker.start()
    try:
        while (found := _next(maker, made)) is not None:
            if isinstance(found, Exception):
                raise found
            yield found
    finally:
        maker.terminate()
        maker.join()


def _make(items: Iterator[Any], made: Any) -> None:
    try:
        for item in items:
            made.put(item)
        made.put(None)
    except Exception as error:
        made.put(error)


def _next(maker: Any, made: Any) -> Any:
    while True:
        try:
            return made.get(timeout=LOOK_AFTER)
        except Empty:
            if not maker.is_alive():
                raise MakerDied("the process that makes the rows has died") from None
