"""How does a test let many do the same thing in the same moment, each with a connection of its own?"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection


def at_once(count: int, work: Callable[[], Any]) -> list[Any]:
    """What each of `count` threads got: the answer, or the exception itself."""
    gate = threading.Barrier(count)

    def one(_number: int) -> Any:
        try:
            connection.ensure_connection()
            gate.wait()
            return work()
        except Exception as error:  # the exception is the answer that the test looks at
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
