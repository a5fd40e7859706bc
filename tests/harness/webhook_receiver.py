"""A partner's system of the tests' own, on a real socket: it answers as it is told and remembers what it took."""

import json
import socketserver
import ssl
import threading
import time
from contextlib import contextmanager

OK = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"


class Call(socketserver.StreamRequestHandler):
    timeout = 10

    def handle(self):
        path = self.rfile.readline().decode().split(" ")[1]
        headers = {}
        while line := self.rfile.readline().decode().strip():
            name, value = line.split(": ", 1)
            headers[name.lower()] = value
        body = self.rfile.read(int(headers["content-length"]))
        self.server.calls.append((path, headers, body))
        getattr(self, self.server.behaviour(json.loads(body)))()

    def accept(self):
        self.wfile.write(OK)

    def fail(self):
        self.wfile.write(b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")

    def hang(self):
        self.server.released.wait(10)

    def trickle(self):
        """A first line without end, a byte at a time."""
        while not self.server.released.wait(0.05):
            self.wfile.write(b"H")

    def redirect(self):
        self.wfile.write(f"HTTP/1.1 307 There\r\nLocation: {self.server.elsewhere}\r\n\r\n".encode())

    def endless(self):
        """A success whose body never ends."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        self._without_end()

    def babble(self):
        """No HTTP at all, without end."""
        self._without_end()

    def _without_end(self):
        while not self.server.released.is_set():
            self.wfile.write(b"x" * 65_536)
            time.sleep(0.001)


class Receiver(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port=0, tls=None):
        super().__init__(("127.0.0.1", port), Call)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.calls, self.released = [], threading.Event()
        self.behaviour = lambda event: "accept"
        self.port = self.server_address[1]
        self.url = f"http{'s' if tls else ''}://localhost:{self.port}/"
        self.elsewhere = f"{self.url}inner"

    def ids(self):
        """Of the events that came, in the order in which they came."""
        return [headers["webhook-id"] for _path, headers, _body in self.calls]

    def bodies(self):
        return [json.loads(body) for _path, _headers, body in self.calls]

    def handle_error(self, request, client_address):
        """Who hangs up is no fault of the receiver's."""


@contextmanager
def receiver(port=0, tls=None):
    with Receiver(port, tls) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()


def tls_for(name, folder):
    """A server's TLS for `name` under a certificate of its own, and the file in which a client would trust it."""
    import datetime as dt

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1))
    made = made.not_valid_after(now + dt.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=True)
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    private.write_bytes(key.private_bytes(*form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    return context, certificate
