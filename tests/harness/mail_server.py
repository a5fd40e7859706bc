"""A mail server of the tests' own, on a real socket: it answers as it is told and remembers what it took."""

import email
import email.policy
import re
import socketserver
import threading
from contextlib import contextmanager

MESSAGE_ID = re.compile(rb"^Message-ID: <([0-9a-f]+)@", re.MULTILINE)


class Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 test")
        verb = ""
        while verb != "QUIT" and (line := self.rfile.readline().decode().strip()):
            verb = line.split(":")[0].upper().split(" ")[0]
            if verb == "DATA":
                self.take()
            else:
                self.say(self.server.answers.get(verb, "250 ok"))

    def take(self):
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                raise ConnectionResetError("hung up in the middle of a letter")
            lines.append(line.removeprefix(b"."))
        self.server.taken.append(b"".join(lines))
        held, self.server.holds_next = self.server.holds_next, None
        if held:
            held.wait(30)
        if self.server.falls_silent:
            raise ConnectionResetError("the letter is here, and nobody learns it")
        self.say(self.server.answers.get("DATA", "250 taken"))

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.answers, self.taken, self.falls_silent = {}, [], False
        self.holds_next = None  # an event: the next letter is answered when it is set
        self.sessions = 0
        self.port = self.server_address[1]

    def process_request(self, request, client_address):
        """In the one thread that lets in, so that none is counted twice."""
        self.sessions += 1
        super().process_request(request, client_address)

    @property
    def letters(self):
        return [email.message_from_bytes(letter, policy=email.policy.default) for letter in self.taken]

    def keys(self):
        """The key of each letter taken, as its Message-ID carries it."""
        return [MESSAGE_ID.search(letter)[1].decode() for letter in self.taken]

    def handle_error(self, request, client_address):
        """Who hangs up is no fault of the server's."""


@contextmanager
def mail_server():
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
