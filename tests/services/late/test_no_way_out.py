"""Is the process in which the verifier is tested really one that reaches nobody?"""

import socket
import subprocess
import sys

import pytest

from accounts.card.offline import make_offline

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


def test_server_of_this_machine_is_reached_by_others_and_not_from_there(python, folder, without_a_route):
    if without_a_route:
        (folder / "sitecustomize.py").unlink()  # the missing route alone
    with socket.create_server(("127.0.0.1", 0)) as server:
        attempt = f"import socket; socket.create_connection({server.getsockname()}, 5)"
        others = subprocess.run([sys.executable, "-c", attempt], capture_output=True, text=True, check=False)
        done = python("-c", attempt)

    assert (others.returncode, done.returncode) == (0, 1)
    assert ("Network is unreachable" if without_a_route else "no way out") in done.stderr.splitlines()[-1]


def test_verifier_answers_where_there_is_no_route(counter, folder, card, without_a_route):
    if without_a_route:
        (folder / "sitecustomize.py").unlink()

    assert counter(make_offline(card, by=card.talent).text, "--seen") == (0, "ok")
