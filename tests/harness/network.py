"""Which addresses may a test reach? This machine, and nothing beyond it."""

import ipaddress
import socket
from typing import Any


class NetworkClosedError(RuntimeError):
    """A test tried to leave the machine."""


def close() -> None:
    """From now on this process connects to loopback addresses and local sockets only."""
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise NetworkClosedError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    return guarded


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
