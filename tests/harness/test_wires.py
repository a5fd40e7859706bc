"""Do the wires that tests wait at ring: for a script, an element, a breach of policy, and bytes that are swallowed?"""

import socket
import threading

import pytest

from .tcp_proxy import proxy_before
from .tripwire import Tripwire

PLANTED = {
    "a script": "() => { tripped() }",
    "an element out of a text": "() => { document.body.innerHTML = '<img src=/tripwire>' }",
    "what the policy refuses": "() => { document.body.append(Object.assign(document.createElement('script'),"
    " {text: '1'})) }",
    "a dialog": "() => { alert(1) }",
}


@pytest.mark.browser
@pytest.mark.parametrize("what", PLANTED)
def test_tripwire_is_touched(open_page, page_errors, what):
    page = open_page()
    wire = Tripwire(page)
    page.goto("/")
    before = list(wire.touched)

    page.evaluate(PLANTED[what])
    page.wait_for_timeout(200)

    assert before == []
    assert len(wire.touched) == 1
    page_errors.clear()  # the browser says of the policy what the wire said


@pytest.fixture
def echo():
    """The port of a server that says one client's words back."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=say_back, args=[listening], daemon=True).start()
        yield listening.getsockname()[1]


def say_back(listening):
    client, _address = listening.accept()
    with client:
        while words := client.recv(100):
            client.sendall(words)


def test_proxy_passes_bytes_then_swallows_them_and_the_stream_stays_broken(echo):
    with proxy_before(echo) as proxy, socket.create_connection(proxy.server_address, 5) as client:
        client.sendall(b"one")
        passed = client.recv(100)

        client.settimeout(0.5)
        proxy.swallows.set()
        client.sendall(b"two")
        with pytest.raises(TimeoutError):
            client.recv(100)
        proxy.swallows.clear()
        client.sendall(b"three")
        with pytest.raises(TimeoutError):
            client.recv(100)

    assert passed == b"one"
