"""Counts what really crosses the wire, compressed as it is, between browser and server."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Relay:
    """`url` leads to the server behind it; `received` is what that has sent so far, in bytes."""

    url: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    received: int = 0

    def carry(self, source: socket.socket, target: socket.socket, count: bool) -> None:
        """Hand on what `source` says until it ends."""
        with suppress(OSError):
            while chunk := source.recv(1 << 16):
                if count:
                    with self.lock:
                        self.received += len(chunk)
                target.sendall(chunk)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def relay(url: str) -> Iterator[Relay]:
    """A relay to the server at `url`, for as long as the context lasts."""
    server = urlsplit(url)
    with socket.create_server(("127.0.0.1", 0)) as door:
        made = Relay(f"http://127.0.0.1:{door.getsockname()[1]}")

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client = door.accept()[0]
                    behind = socket.create_connection((server.hostname, server.port))
                    for pair in ((client, behind, False), (behind, client, True)):
                        threading.Thread(target=made.carry, args=pair, daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield made
