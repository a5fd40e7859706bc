"""How many requests a second does an address answer?"""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Request:
    path: str
    method: str = "GET"
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def answers_per_second(
    site: str, make: Callable[[int], Request], *, status: int, threads: int, seconds: float
) -> float:
    """Each thread keeps one connection and asks again as soon as it is answered; `make` gets a number of its own for
    each request. Raises `AssertionError` on any other status than the wanted one: a fast refusal is no speed."""
    stop = time.monotonic() + seconds
    counts, wrong = [0] * threads, list[tuple[int, bytes]]()

    def ask(me: int) -> None:
        connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)
        while time.monotonic() < stop and not wrong:
            request = make(me + threads * counts[me])
            connection.request(request.method, request.path, request.body or None, request.headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != status:
                wrong.append((answer.status, text[:200]))
            counts[me] += 1
        connection.close()

    began = time.monotonic()
    asking = [threading.Thread(target=ask, args=(number,)) for number in range(threads)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert not wrong, wrong[0]
    return sum(counts) / (time.monotonic() - began)
