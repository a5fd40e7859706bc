"""A network that can swallow bytes: a TCP proxy whose connections stay open and silent while it is told to.

It can also be slow: while it does not flow, bytes are held up, and come later.
"""

import contextlib
import select
import socket
import socketserver
import threading
from contextlib import contextmanager


class Pipe(socketserver.BaseRequestHandler):
    def handle(self):
        with socket.create_connection(("127.0.0.1", self.server.target)) as behind:
            other = {self.request: behind, behind: self.request}
            swallowed = False
            while not self.server.is_over.is_set():
                for end in select.select(list(other), [], [], 0.1)[0]:
                    with contextlib.suppress(ConnectionError):
                        if data := end.recv(65536):
                            self.server.flows.wait()
                            swallowed |= self.server.swallows.is_set()
                            if not swallowed:  # what is lost of a stream breaks the rest of it
                                other[end].sendall(data)
                            continue
                    return


class Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, target):
        super().__init__(("127.0.0.1", 0), Pipe)
        self.target, self.swallows, self.is_over = target, threading.Event(), threading.Event()
        self.flows = threading.Event()
        self.flows.set()
        self.url = f"redis://127.0.0.1:{self.server_address[1]}/0"


@contextmanager
def proxy_before(port):
    with Proxy(port) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield proxy
        finally:
            proxy.is_over.set()
            proxy.flows.set()
            proxy.shutdown()
            thread.join()
