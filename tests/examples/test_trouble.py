"""Does a program that partners copy say in one line what to do where a file, an address or an argument is no good?"""

import json
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import settings as site_settings

from examples.verifier import exchange
from examples.verifier.__main__ import main as verify
from tests import card_vectors

EXAMPLES = Path(site_settings.BASE_DIR) / "examples"
VECTOR, *_others = json.loads(card_vectors.FILE.read_text())
NO_JSON, NO_TEXT = b"<html>", b"\xff\xfe\x00"
NO_KEYS = json.dumps(VECTOR["keys"] | {"keys": []}).encode()
KNOWN = {"keys": VECTOR["keys"], "status": VECTOR["status"], "services": [{"slug": "airport-lane", "gives": {}}]}


@pytest.fixture
def said(capsys):
    """`said(status)`: the one line on standard error of a program that ended so and printed nothing else."""

    def line(status):
        printed = capsys.readouterr()
        assert (status, printed.out) == (2, "")
        (words,) = printed.err.splitlines()
        return words

    return line


def put(file, content):
    if content is not None:
        file.write_bytes(content)
    return str(file)


# -- the verifier
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read: No such file or directory."),
        (NO_TEXT, "is no text."),
        (NO_JSON, "is not JSON."),
        (b"", "is not JSON."),
        (b"[]", "is no list of keys."),
        (b"{}", "is no list of keys."),
        (
            b'{"issuer": "https://x", "keys": [{"kid": "a", "kty": "OKP", "crv": "Ed25519", "x": "?"}]}',
            "no list of keys.",
        ),
        (NO_KEYS, "holds no key, so no card can be checked."),
    ],
)
def test_keys_that_cannot_be_used_are_named_with_what_to_do(tmp_path, said, content, words):
    file = put(tmp_path / "keys.json", content)

    line = said(verify(["A" * 40, "--keys", file]))

    assert line.startswith(file)
    assert words in line
    assert line.endswith("Fetch /.well-known/talent-card/keys.json from the site again.")


@pytest.mark.parametrize(("content", "words"), [(None, "cannot be read"), (NO_TEXT, "is no text.")])
def test_list_of_cards_that_cannot_be_read_is_named_with_what_to_do(tmp_path, said, content, words):
    keys = put(tmp_path / "keys.json", json.dumps(VECTOR["keys"]).encode())
    file = put(tmp_path / "status", content)

    line = said(verify(["A" * 40, "--keys", keys, "--status", file]))

    assert line.startswith(f"{file} {words}")
    assert line.endswith("Fetch /.well-known/talent-card/status from the site again.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        (NO_JSON, "is not JSON."),
        (b"[]", "is not what the desk page gives."),
        (json.dumps(KNOWN | {"services": {}}).encode(), "is not what the desk page gives."),
        (json.dumps(KNOWN | {"services": [{}]}).encode(), "is not what the desk page gives."),
        (json.dumps(KNOWN | {"status": 5}).encode(), "is not what the desk page gives."),
        (json.dumps(KNOWN | {"keys": {}}).encode(), "is no list of keys."),
        (json.dumps(KNOWN | {"keys": json.loads(NO_KEYS)}).encode(), "holds no key, so no card can be checked."),
    ],
)
def test_file_that_was_carried_in_is_named_with_what_to_do_and_nothing_is_noted(tmp_path, said, content, words):
    file = put(tmp_path / "known.json", content)

    line = said(exchange.main([str(tmp_path), "A" * 40, "--service", "airport-lane", "--seen"]))

    assert line.startswith(f"{file} {words}")
    assert line.endswith("Fetch known.json at the desk page of the site, and carry it in.")
    assert not (tmp_path / "uses.jsonl").exists()


def test_line_of_another_program_among_the_uses_is_none(tmp_path):
    (tmp_path / "uses.jsonl").write_text('5\n[]\n{"key": "a"}\n{"key":\n')

    assert list(exchange.noted(tmp_path)) == [{"key": "a"}]


# -- the programs for the API
class Stranger(BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>")

    def log_message(self, *about):
        """Says nothing."""


@pytest.fixture
def stranger():
    """The address of a site that is not the portal."""
    server = HTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def ended(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stdout, done.stderr


def python(name, *given):
    return ended(sys.executable, str(EXAMPLES / "python" / name), *given)


def test_python_example_before_another_site_says_so(stranger):
    said = "This is no answer of the portal. Is the address the portal's own?\n"

    assert python("talent_partner.py", stranger, "id", "secret", "CODE", "airport-lane") == (2, "", said)


def test_python_example_without_what_it_needs_says_how_it_is_called():
    status, printed, said = python("talent_partner.py", "https://talent.example.cn")

    assert (status, printed) == (2, "")
    assert "CLIENT_ID SECRET CODE" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("given", [[], ["secret"], ["whsec_"], ["whsec_?"], ["whsec_c2VjcmV0", "port"]])
def test_receiver_that_cannot_start_says_why_in_one_line(given):
    status, printed, said = python("receiver.py", *given)

    assert (status, printed, len(said.splitlines())) == (2, "", 1)
    assert ("is no port" if "port" in given else "secret of the webhook") in said


def test_receiver_at_a_port_that_is_taken_says_so():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        status, _printed, said = python("receiver.py", "whsec_c2VjcmV0", port)

    assert status == 2
    assert said.startswith(f"Nothing can be received at port {port}: ")
