"""How do many send the same request over real HTTP in the same moment, each over a connection of its own?"""

import http.client
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

SECONDS, MOST = 60, 128


class Caller:
    """A partner's system at the site of a test; `headers` sign it in."""

    def __init__(self, live_server, headers):
        live_server.thread.httpd.socket.listen(MOST)  # it lets ten wait for their turn, and resets the others
        self.place, self.headers = urlsplit(live_server.url), headers | {"Content-Type": "application/json"}

    def at_once(self, path, requests):
        """What each of `requests` (body, further headers) was answered: the status and the JSON."""
        gate = threading.Barrier(len(requests))

        def one(request):
            body, more = request
            line = http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=SECONDS)
            try:
                line.connect()
                gate.wait()
                line.request("POST", f"/api/v1/{path}", json.dumps(body), self.headers | more)
                answer = line.getresponse()
                return answer.status, json.loads(answer.read())
            finally:
                line.close()

        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(one, requests))
