"""To which addresses may the site send something of its own accord? To public ones, looked up at the very moment.

A name is resolved once, each address found is checked, and the connection goes to a checked address and not to the
name: else the name could be pointed at an inner machine between the look and the call.
"""

import ipaddress
import socket
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from .problems import Unreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
LONGEST = 500
CARRIES_OLD = [  # addresses in which an old one is wrapped, which a gateway may unwrap to an inner machine
    ipaddress.IPv6Network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
]


def fault_of(url: str) -> str:
    """Why nothing is sent to `url`, as a code; empty where it may be. Asks no name server."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return "malformed"
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url or not host:
        return "malformed"
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "with_password"
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(host)):
        return "not_https"
    literal = _literal(host)
    return "not_public" if literal and not may_reach(literal) else ""


def resolve(parts: SplitResult) -> list[tuple[socket.AddressFamily, Any]]:
    """Where to connect for `parts`, each found checked. Raises `Unreachable` where any of them is not public."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise Unreachable("name not found") from error
    if not found or not all(may_reach(ipaddress.ip_address(row[4][0])) for row in found):
        raise Unreachable("not a public address")
    return [(row[0], row[4]) for row in found]


def may_reach(address: Address) -> bool:
    """Public; or this machine itself where the setting allows it."""
    plain = getattr(address, "ipv4_mapped", None) or address
    if plain.is_loopback:
        return bool(settings.WEBHOOKS_TO_LOOPBACK)
    if plain.version == 6 and any(plain in network for network in CARRIES_OLD):
        return False
    return plain.is_global and not plain.is_multicast and not plain.is_reserved


def _is_this_machine(host: str) -> bool:
    literal = _literal(host)
    is_loopback = literal.is_loopback if literal else host == "localhost"
    return is_loopback and bool(settings.WEBHOOKS_TO_LOOPBACK)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
