"""Which other rooms have something to end, to seal and to erase when a person goes? They register it here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..people.models import User


@dataclass(frozen=True)
class Room:
    """`end(user)` takes the steps that end what is open; `erase(user, person)` seals and erases afterwards.

    Both run in the transaction of the deletion, `erase` under the lock of the account and before anything of
    `accounts` is erased; `person` goes into what is sealed.
    """

    end: Callable[["User"], None]
    erase: Callable[["User", dict[str, Any]], None]


ROOMS: list[Room] = []


def on_leaving(room: Room) -> None:
    """Registers a room above; the same one twice is one."""
    if room not in ROOMS:
        ROOMS.append(room)
