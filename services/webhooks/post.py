"""How is one body sent to one address? With a deadline for all of it, and of the answer only its first line is read.

A redirect is an answer like any other that is no success: it is not followed. A body is never read, however long.
"""

import socket
import ssl
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlsplit

from .addresses import resolve
from .problems import Undelivered, Unreachable

SECONDS = 10.0
MOST_BYTES = 4_096


def post(url: str, headers: dict[str, str], body: bytes) -> None:
    """Returns where the answer is a success (2xx). Raises `Undelivered`, `Unreachable` where there is no answer."""
    end = monotonic() + SECONDS
    parts = urlsplit(url)
    try:
        with _connected(parts, end) as connection:
            _give(connection, end, _request(parts, headers, body))
            status = _status(connection, end)
    except TimeoutError as error:
        raise Unreachable(f"no answer within {SECONDS:.0f} seconds") from error
    except ssl.SSLError as error:
        raise Unreachable(f"TLS: {error.reason or type(error).__name__}"[:120]) from error
    except OSError as error:
        raise Unreachable(type(error).__name__) from error
    if not 200 <= status < 300:
        raise Undelivered(f"answered {status}" + (", redirects are not followed" if 300 <= status < 400 else ""))


def _connected(parts: SplitResult, end: float) -> socket.socket:
    """To the first checked address that answers; under TLS it must be the named host."""
    problem: OSError = ConnectionError()
    for family, address in resolve(parts):
        plain = socket.socket(family, socket.SOCK_STREAM)
        try:
            plain.settimeout(_left(end))
            plain.connect(address)
            return _tls().wrap_socket(plain, server_hostname=parts.hostname) if parts.scheme == "https" else plain
        except OSError as error:
            plain.close()
            problem = error
    raise problem


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _request(parts: SplitResult, headers: dict[str, str], body: bytes) -> bytes:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"POST {target} HTTP/1.1", f"Host: {parts.netloc}", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _give(connection: socket.socket, end: float, data: bytes) -> None:
    connection.settimeout(_left(end))
    connection.sendall(data)


def _status(connection: socket.socket, end: float) -> int:
    """The number in the first line of the answer."""
    read = b""
    while b"\n" not in read:
        connection.settimeout(_left(end))
        more: Any = connection.recv(1_024)
        if not more or len(read) > MOST_BYTES:
            raise Unreachable("hung up without an answer" if not more else "no HTTP answer")
        read += more
    words = read.split(b"\n")[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not words[1].isdigit() or len(words[1]) != 3:
        raise Unreachable("no HTTP answer")
    return int(words[1])


def _left(end: float) -> float:
    """Raises `TimeoutError` where no time is left."""
    left = end - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
