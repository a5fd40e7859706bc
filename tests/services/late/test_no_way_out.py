"""Is the process in which the verifier is tested really one that reaches nobody?"""

import pytest

ATTEMPTS = [
    "socket.socket().connect(there)",
    "socket.socket().connect_ex(there)",
    "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', there)",
    "socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, there)",
    "socket.create_connection(there)",
    "socket.getaddrinfo('localhost', 80)",
    "socket.gethostbyname('localhost')",
    "urllib.request.urlopen('http://127.0.0.1:9/')",
    "asyncio.run(asyncio.open_connection(*there))",
]
PREPARED = "import asyncio, socket, urllib.request; there = ('127.0.0.1', 9)"


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_attempt_to_reach_somebody_fails_there_for_want_of_a_way_out(python, attempt):
    done = python("-c", f"{PREPARED}; {attempt}")

    assert done.returncode == 1
    assert "no way out" in done.stderr.splitlines()[-1]


def test_process_without_a_closed_way_finds_an_address(python, folder):
    """The control: it is what lies in the folder that closes the way, and nothing else of the process."""
    (folder / "sitecustomize.py").unlink()

    done = python("-c", f"{PREPARED}; print(socket.gethostbyname('localhost'))")

    assert (done.returncode, done.stdout) == (0, "127.0.0.1\n")
