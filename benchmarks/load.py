"""What does a server answer under load: how many requests a second, and how long does each take?"""

import socket
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from .registry import CannotMeasureError

CONNECTIONS, SECONDS = 4, 3.0
RAN_OUT = "this machine asked all that was made ready before the time was over: set CODES (of uses CHECKS) higher"


@dataclass(frozen=True)
class Load:
    """`times` of all answers in seconds, in order of size; the load lasted `seconds` and cost the server `cpu`."""

    times: list[float]
    seconds: float
    cpu: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Processor time of the web server for one answer."""
        return 1000 * self.cpu / len(self.times)

    def ms(self, share: float) -> float:
        """How many milliseconds that share of the answers took at most: 0.5 is the median."""
        return 1000 * self.times[min(int(share * len(self.times)), len(self.times) - 1)]


def request(method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None) -> bytes:
    """The bytes of one HTTP request on a connection that stays open."""
    raw = body.encode()
    lines = {"Host": "localhost", "Content-Length": str(len(raw)), **(headers or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + raw


def load(
    site: str, requests: Iterator[bytes], *, status: int, connections: int = CONNECTIONS, seconds: float | None = None
) -> Load:
    """Each connection asks again as soon as it is answered, for so long (else `SECONDS`); `requests` are taken in turn.
    Raises `AssertionError` on any other status than the wanted one: a fast refusal is no speed; and
    `CannotMeasureError` where `requests` run out, for what follows would be the speed of nothing."""
    stop, times, wrong = time.monotonic() + (seconds or SECONDS), list[float](), list[bytes]()

    def ask(_number: int) -> None:
        with Connection(site) as connection:
            while time.monotonic() < stop and not wrong:
                raw, began = next(requests, b""), time.perf_counter()
                if not raw:
                    raise CannotMeasureError(RAN_OUT)
                head, body = connection.answer(raw)
                times.append(time.perf_counter() - began)
                if int(head[9:12]) != status:
                    wrong.append(head[:60] + body[:200])

    began = time.monotonic()
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(ask, range(connections)))
    assert not wrong, wrong[0]
    return Load(sorted(times), time.monotonic() - began)


class Connection:
    """A socket and no more, so that the asking costs the machine little."""

    def __init__(self, site: str) -> None:
        address = urlsplit(site)
        self.socket = socket.create_connection((address.hostname or "", address.port or 80), 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_error: object) -> None:
        self.socket.close()

    def answer(self, raw: bytes) -> tuple[bytes, bytes]:
        """Head and body of the answer to one request."""
        self.socket.sendall(raw)
        found = b""
        while b"\r\n\r\n" not in found:
            found += self._more()
        head, _, body = found.partition(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        while len(body) < length:
            body += self._more()
        return head, body

    def _more(self) -> bytes:
        some = self.socket.recv(65536)
        if not some:
            raise ConnectionError("the server closed the connection")
        return some
