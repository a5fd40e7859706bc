"""A Redis that a test kills and starts again on its port."""

import shutil
import socket
import subprocess
from contextlib import contextmanager

import pytest

from .processes import answers, free_port, wait_until


class RedisServer:
    def __init__(self, folder):
        self.folder, self.port, self.process = folder, free_port(), None
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        """Nothing is kept on disk: what a kill finds in memory is gone."""
        command = ["redis-server", "--port", str(self.port), "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_until(lambda: answers(self.port), 10, "Redis answers")
        assert self.process.poll() is None, f"port {self.port} was taken by somebody else meanwhile"

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def flush(self):
        """Everything in it is gone, and it lives on."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as connected:
            connected.sendall(b"FLUSHALL\r\n")
            assert connected.recv(5) == b"+OK\r\n"


@contextmanager
def redis_to_kill(folder):
    if not shutil.which("redis-server"):
        pytest.skip("redis-server is not installed")
    server = RedisServer(folder)
    try:
        server.start()
        yield server
    finally:
        server.kill()
