"""A server on loopback that answers with the very bytes it is given, and does what no good server does."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


class Bare:
    """Answers every connection with some bytes, and keeps what it was asked."""

    def __init__(self, *pieces: bytes, stays: bool = False) -> None:
        self.pieces: Sequence[bytes] = pieces
        self.stays = stays
        """Whether it keeps the line open and says no more, until it is closed."""
        self.asked: list[str] = []
        self._closing = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def url(self, path: str = "/record.toml") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        self._closing.set()
        with socket.create_connection(("127.0.0.1", self.port)):
            pass
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while not self._closing.is_set():
            line, _ = self._socket.accept()
            with line:
                if not self._closing.is_set():
                    self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        received = b""
        while b"\r\n\r\n" not in received:
            part = line.recv(65536)
            if not part:
                return
            received += part
        self.asked.append(received.decode("latin-1"))
        try:
            for piece in self.pieces:
                line.sendall(piece)
        except OSError:
            return  # Whoever asked has heard enough.
        if self.stays:
            self._closing.wait()


@contextmanager
def bare(*pieces: bytes, stays: bool = False) -> Iterator[Bare]:
    server = Bare(*pieces, stays=stays)
    try:
        yield server
    finally:
        server.close()


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = -1) -> bytes:
    """An answer as it goes over the line; ``length`` is what it says of its length, None for nothing."""
    said = [] if length is None else [f"Content-Length: {len(body) if length < 0 else length}"]
    head = "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *said, *headers])
    return head.encode() + b"\r\n\r\n" + body
