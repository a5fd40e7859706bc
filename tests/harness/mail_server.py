"""A mail server of the tests' own, on a real socket: it answers as it is told and remembers what it took."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager


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
            lines.append(line.removeprefix(b"."))
        self.server.letters.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
        self.say(self.server.answers.get("DATA", "250 taken"))

    def say(self, answer):
        self.wfile.write(f"{answer}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Session)
        self.answers, self.letters = {}, []
        self.port = self.server_address[1]


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
