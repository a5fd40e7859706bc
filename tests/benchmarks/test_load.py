"""Does a load that runs out of requests before its time is over say so, rather than measure what followed?"""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat

import pytest

from benchmarks.load import load, request
from benchmarks.registry import CannotMeasureError


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words):
        """Nobody reads it."""


@pytest.fixture
def site():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,)).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_load_with_requests_to_spare_counts_the_answers(site):
    found = load(site, repeat(request("GET", "/")), status=200, seconds=0.1)

    assert len(found.times) > 3


def test_load_that_runs_out_of_requests_cannot_measure(site):
    with pytest.raises(CannotMeasureError, match="set CODES .* higher"):
        load(site, iter([request("GET", "/")] * 3), status=200, seconds=5)
