"""Takes the portal's webhooks and prints what is genuine, in plain Python; to try out, not to run a hospital on.

python receiver.py whsec_SECRET [PORT]
"""

import json
import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from talent_partner import NOT_ASKED, is_genuine, is_secret

MOST_BYTES = 100_000


class Receiver(BaseHTTPRequestHandler):
    """Answers 204 once an event is kept, 401 to whatever the portal did not sign."""

    secret = ""

    def do_POST(self) -> None:
        body = self.rfile.read(min(MOST_BYTES, int(self.headers.get("Content-Length", "0"))))
        headers = {name.lower(): value for name, value in self.headers.items()}
        is_ours = is_genuine(self.secret, headers, body)
        if is_ours:  # the same id may come again: keep it, and do nothing twice
            event = json.loads(body)
            print(headers["webhook-id"], event["type"], event["data"], flush=True)
        self.send_response(204 if is_ours else 401)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """The events are what is printed."""


def serve(secret: str, port: int) -> ThreadingHTTPServer:
    """A server that is ready; `serve_forever()` is the caller's."""
    return ThreadingHTTPServer(("127.0.0.1", port), type("Signed", (Receiver,), {"secret": secret}))


def main() -> str:
    """Runs for ever; else what is wrong with what was given."""
    secret = sys.argv[1] if len(sys.argv) > 1 else ""
    port = sys.argv[2] if len(sys.argv) > 2 else "9000"
    if not is_secret(secret):
        return "Give the secret of the webhook, which begins with whsec_, as the portal showed it."
    if not port.isdecimal():
        return f"{port} is no port."
    try:
        serve(secret, int(port)).serve_forever()
    except (OSError, OverflowError) as error:
        return f"Nothing can be received at port {port}: {error}. Choose another."
    return ""


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        print(main(), file=sys.stderr)
        sys.exit(NOT_ASKED)
